import Testing
import TollGateCore
import TollGateLinux
import TollGateWire

@testable import TollGateHTTP
@testable import TollGateHTTPProber

@Suite("A connection that tears at every byte", .timeLimit(.minutes(2)))
struct TornConnectionTests {
  private let signer: Signer
  private let client: HTTPClient

  init() throws {
    signer = try #require(Signer())
    client = try .forTests()
  }

  private func deliver(_ token: [UInt8], to port: UInt16) async -> Delivery {
    let courier = HTTPPaymentCourier(client, ports: GatewayPorts(service: port))
    return await courier.deliver(
      Bearer(secret: token), to: Seller(gateway: .local(), key: signer.publicKey), within: .seconds(60))
  }

  /// A delivery to a peer that reads so much and resets.
  private func tear(
    _ peer: TornPeer, _ token: [UInt8] = Signer.token, _ wanted: @escaping @Sendable ([UInt8]) -> Int
  ) async throws -> (Delivery, read: [UInt8]) {
    async let read = peer.tear(wanted)
    let delivery = await deliver(token, to: peer.endpoint.port)
    return (delivery, try await read)
  }

  @Test("C6: a request of which any bytes were read is lost, not unsent, at each byte of head and body")
  func request() async throws {
    let peer = try TornPeer()
    let (last, whole) = try await tear(peer) { $0.suffix(Signer.token.count).elementsEqual(Signer.token) ? 0 : 1 }
    #expect(last == .lost && whole.starts(with: "POST / HTTP/1.1\r\n".utf8) && whole.count > 80)
    for count in 1...whole.count {
      let (delivery, read) = try await tear(peer) { count - $0.count }
      #expect(delivery == .lost && read == Array(whole[..<count]), "at \(count)")
    }
  }

  @Test("C6: of a request that is more than the kernel takes, some bytes have left: lost, wherever it tears")
  func greatRequest() async throws {
    let peer = try TornPeer()
    let token = [UInt8](repeating: 0x61, count: 16 << 20)
    for count in [1, 100, 1000, 1 << 16, 1 << 20, 15 << 20] {
      let (delivery, read) = try await tear(peer, token) { count - $0.count }
      #expect(delivery == .lost && read.count == count, "at \(count)")
    }
  }

  @Test("C6: a reset that is there before the first byte leaves is evidence that nothing was sent")
  func beforeTheFirstByte() async throws {
    let peer = try TornPeer()
    let head = try HTTPRequest(.post, "/", body: Signer.token).headBytes()
    let soon = Instant.now + .seconds(60)
    let connection = try ClientConnection(
      ClientOrder(
        method: .post, bytes: head + Signer.token, headCount: head.count, endpoint: peer.endpoint, link: nil,
        limits: HTTPLimits(), connectBefore: soon, answerBefore: soon))
    _ = try await peer.tear { _ in 0 }
    let poller = try Poller()
    try poller.watch(connection.number, for: connection.interest, key: 1)
    var ready: [Poller.Readiness] = []
    while ready.isEmpty { ready = try poller.wait(milliseconds: nil) }
    var buffer = [UInt8](repeating: 0, count: 100)
    let outcome = try #require(connection.advance(ready[0], &buffer))
    #expect(HTTPExchange(outcome, bodyBytesSent: connection.bodyBytesSent).delivery == .notSent(.cutOff))
  }

  @Test("C5, C6: an answer that is cut at each byte counts once its event is whole, and is never called unsent")
  func answer() async throws {
    let body = signer.session()
    let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
    // A line feed follows the event.
    let eventEnd = head.count + (try #require(body.lastIndex(of: UInt8(ascii: "}")))) + 1
    for isReset in [false, true] {
      for count in 0...(head.count + body.count) {
        let script: [HTTPStep] = [.bytes(Array((head + body).prefix(count))), isReset ? .reset : .close]
        let delivery = try await TestServer.during({ _ in .script(script) }) { await deliver(Signer.token, to: $0) }
        let closed: Delivery =
          count < head.count ? .lost : count < eventEnd ? .unreadable(status: 200) : .granted(signer.grant)
        // A reset may overtake what was sent before it.
        #expect(delivery == closed || isReset && [.lost, .unreadable(status: 200)].contains(delivery), "at \(count)")
      }
    }
  }
}
