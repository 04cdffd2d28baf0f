import Synchronization
import TollGateCore
import TollGateDriverContracts
import TollGateHTTP
import TollGateHTTPProber

/// A gateway's till on a real server.
final class TillBench: PaymentCourierBench {
  private final class SharedState: Sendable {
    let value = Mutex((script: TillScript.absent, visits: [TillVisit]()))
  }

  let limit = Interval.seconds(2)
  private let signer: Signer
  private let address: IPAddress
  private let state: SharedState
  private let server: TestServer
  private let arrival: AsyncStream<Void>

  init(_ address: IPAddress) async throws(BenchFailure) {
    guard let signer = Signer() else { throw BenchFailure("no key") }
    let (state, (arrival, arrived)) = (SharedState(), AsyncStream.makeStream(of: Void.self))
    self.signer = signer
    self.address = address
    self.state = state
    self.arrival = arrival
    server = try await TestServer(
      on: Endpoint(address, 0),
      screening: { request, _ in
        // Its head is there, and some of its body may be.
        guard case .closes(let count) = state.value.withLock({ $0.script }), count <= request.body.count else {
          return nil
        }
        state.value.withLock { $0.visits.append(TillVisit(body: Array(request.body.prefix(count)), requests: 1)) }
        return .script([.close])
      },
      { request in
        defer { arrived.yield() }
        return state.value.withLock { state in
          let isAstray = request.target != "/"
          state.visits.append(TillVisit(body: request.body, requests: 1, redirected: isAstray))
          return TillBench.answer(state.script, request, signer)
        }
      })
  }

  var seller: Seller { Seller(gateway: .local(address), key: signer.publicKey) }
  var sellerOnMissingLink: Seller {
    let gateway = GatewayID(link: LinkName("tg-missing"), address: address, attachment: Attachment(1))
    return Seller(gateway: gateway, key: signer.publicKey)
  }
  var grant: Grant { signer.grant }

  func make() throws(BenchFailure) -> any PaymentCourier {
    let isThere = state.value.withLock { $0.script != .absent }
    return HTTPPaymentCourier(try .forTests(), ports: GatewayPorts(service: isThere ? server.endpoint.port : 1))
  }

  func play(_ script: TillScript) { state.value.withLock { $0.script = script } }
  func visits() -> [TillVisit] { state.value.withLock { $0.visits } }
  func bodyArrived() async { for await _ in arrival { return } }
  func close() async { await server.end() }

  private static func answer(_ script: TillScript, _ request: HTTPRequest, _ signer: Signer) -> HTTPReply {
    switch script {
    case .grants: .answer(signer.session())
    case .refuses(let code): .answer(signer.notice(code), status: 400)
    case .page(let status): .answer("<html>", status: status)
    case .redirects: .redirect(of: request)
    case .silent: .script([.hang])
    case .closes, .absent: .script([.close])
    }
  }
}
