import Synchronization
import TollGateCore
import TollGateDriverContracts
import TollGateHTTP
import TollGateHTTPProber
import TollGateWire

/// A gateway on a real server that does what its script says.
final class GatewayBench: GatewayProberBench {
  private struct State {
    var script = GatewayScript()
    var requests: [GatewayRequest] = []
    var isThere = true
  }

  let gateway: GatewayID
  let limit = Interval.seconds(2)
  private let signer: Signer
  private let state: SharedState
  private let service: TestServer
  private let web: TestServer

  /// A box, so that servers can hold it before the bench is whole.
  private final class SharedState: Sendable {
    let value = Mutex(State())
  }

  init(_ address: IPAddress) async throws(BenchFailure) {
    guard let signer = Signer() else { throw BenchFailure("no key") }
    let state = SharedState()
    self.signer = signer
    self.state = state
    gateway = .local(address)
    service = try await TestServer(on: Endpoint(address, 0)) { request in
      GatewayBench.answer(request, state, signer)
    }
    web = try await TestServer(on: Endpoint(address, 0)) { _ in
      state.value.withLock { state in
        state.requests.append(.port80)
        return state.script.client == nil ? .script([.hang]) : .answer("<html>")
      }
    }
  }

  var gatewayOnMissingLink: GatewayID {
    GatewayID(link: LinkName("tg-missing"), address: gateway.address, attachment: gateway.attachment)
  }
  var advertisement: Advertisement { signer.offer }

  func make() throws(BenchFailure) -> any GatewayProber {
    let isThere = state.value.withLock { $0.isThere }
    let ports = GatewayPorts(service: isThere ? service.endpoint.port : 1, web: web.endpoint.port)
    return HTTPGatewayProber(try .forTests(), ports: ports)
  }

  func play(_ script: GatewayScript) { state.value.withLock { $0.script = script } }
  func leave() { state.value.withLock { $0.isThere = false } }
  func requests() -> [GatewayRequest] { state.value.withLock { $0.requests } }

  func close() async {
    await service.end()
    await web.end()
  }

  private static func answer(_ request: HTTPRequest, _ state: SharedState, _ signer: Signer) -> HTTPReply {
    let asked: [String: GatewayRequest] = [
      "/": .root, "/usage": .usage, "/whoami": .whoAmI, "/session-state": .session, "/balance": .session,
    ]
    let script = state.value.withLock { state in
      state.requests.append(asked[request.target] ?? .redirected)
      return state.script
    }
    switch request.target {
    case "/": return answer(script.root, request, signer)
    case "/usage": return answer(script.usage, request)
    default: return script.client.map { tell($0, request.target) } ?? .script([.hang])
    }
  }

  private static func answer(_ root: GatewayScript.Root, _ request: HTTPRequest, _ signer: Signer) -> HTTPReply {
    switch root {
    case .advertises: .answer(signer.advertisement())
    case .forges: .answer(Signer.forged(signer.advertisement()))
    case .refuses(let code): .answer(signer.notice(code, asAdvertisement: true))
    case .page: .answer("<html><body>Welcome</body></html>")
    case .redirects: .redirect(of: request)
    case .silent: .script([.hang])
    }
  }

  private static func answer(_ usage: GatewayScript.Usage, _ request: HTTPRequest) -> HTTPReply {
    switch usage {
    case .reading(let used, let total): .answer(GatewayBody.usage((used, total)))
    case .noSession: .answer(GatewayBody.usage(nil))
    case .garbled: .answer("7 of 60000")
    case .redirects: .redirect(of: request)
    case .silent: .script([.hang])
    }
  }

  private static func tell(_ client: ClientReport, _ target: String) -> HTTPReply {
    let isActive = client.access == .active
    switch target {
    case "/whoami": return .answer(GatewayBody.whoami(client.identity == .resolved ? Signer.client : nil))
    case "/session-state":
      return .answer(GatewayBody.sessionState(isActive ? .active : .none, mac: Signer.client))
    default:
      return .answer(
        GatewayBody.balance(isActive ? .init(metric: "bytes", used: 1, allotment: 2, startTime: 3) : nil))
    }
  }
}

extension HTTPClient {
  static func forTests() throws(BenchFailure) -> HTTPClient {
    do { return try HTTPClient() } catch { throw BenchFailure("no client: \(error)") }
  }
}
