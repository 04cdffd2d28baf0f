import Synchronization
package import TollGateCore
import TollGateCrypto
package import TollGateHTTP
package import TollGateLinux
import TollGateTrace
import TollGateWire

/// A sandbox gateway at its ports: the gateway's own, the control port on the loopback, and the door where clients register.
package final class SandboxServer: Sendable {
  private let settings: SandboxSettings
  private let gateway: Mutex<SandboxGateway>
  private let front: HTTPServer
  private let control: HTTPServer
  private let door: HTTPServer?

  private init(_ settings: SandboxSettings, _ key: GatewayKey) async throws(SystemFailure) {
    self.settings = settings
    gateway = Mutex(SandboxGateway(settings.terms, key: key, gate: settings.gate))
    // Longer bodies are refused by their head (`refuseUnread`), as a gateway would.
    let limits = HTTPServerLimits(message: HTTPLimits(bodyBytes: .max))
    let (address, link, namespace) = (settings.address, settings.link, settings.namespace)
    front = try await HTTPServer.open(
      on: Endpoint(address, settings.port), via: link, in: namespace, limits: limits)
    control = try await HTTPServer.open(
      on: Endpoint(.v4(0x7F00_0001), settings.controlPort),
      limits: HTTPServerLimits(message: HTTPLimits(bodyBytes: 64 << 10), connections: 8))
    guard let port = settings.registrationPort else {
      door = nil
      return
    }
    door = try await HTTPServer.open(on: Endpoint(address, port), via: link, in: namespace)
  }

  /// From here on the kernel accepts connections; they wait for `run`.
  package static func open(
    _ settings: SandboxSettings, key: GatewayKey
  ) async throws(SystemFailure) -> SandboxServer {
    try await SandboxServer(settings, key)
  }

  package var endpoint: Endpoint { front.endpoint }
  package var controlEndpoint: Endpoint { control.endpoint }
  package var registrationEndpoint: Endpoint? { door?.endpoint }

  /// Serves until it is cancelled; then the gate is closed to everybody. The log gets a line of JSON for each request, and no token.
  package func run(log: @escaping @Sendable (String) -> Void = { _ in }) async throws(SystemFailure) {
    var parts = [
      Serving.part(front, screening: screening(log), handler(log)),
      Serving.part(control) { request, _ in .response(self.obey(request)) }, closeInTime,
    ]
    if let door { parts.append(Serving.part(door) { .response(self.register($0, $1)) }) }
    let failure = await Serving.together(parts)
    forgetSessions()
    if let failure { throw failure }
  }

  /// The gate closes within a second of the end of a session, even if nobody asks for anything.
  private func closeInTime() async -> SystemFailure? {
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      gateway.withLock { $0.advance(to: self.settings.clock()) }
    }
    return nil
  }
}

extension SandboxServer {
  package func misbehave(_ misbehaviours: Misbehaviour...) {
    gateway.withLock { gateway in
      for misbehaviour in misbehaviours { _ = gateway.misbehave(misbehaviour) }
    }
  }

  package func behave() { gateway.withLock { $0.behave() } }

  package func forgetSessions() { gateway.withLock { $0.forgetSessions() } }

  package func carry(_ bytes: UInt64, by client: MACAddress) { gateway.withLock { $0.carry(bytes, by: client) } }

  package var books: SandboxBooks { gateway.withLock { $0.books } }

  private func obey(_ request: HTTPRequest) -> HTTPResponse {
    gateway.withLock { ControlPort.answer(request, &$0, at: settings.clock()) }
  }
}

extension SandboxServer {
  private func handler(_ log: @escaping @Sendable (String) -> Void) -> HTTPServer.Handler {
    { request, peer in
      let visit = self.visit(request, peer)
      let answer =
        switch self.gateway.withLock({ $0.receive(visit, at: self.settings.clock()) }) {
        case .answered(let answer): answer
        case .judge(let purchase): await self.judge(purchase)
        }
      return self.reply(answer, to: visit, log)
    }
  }

  private func judge(_ purchase: PendingPurchase) async -> SandboxAnswer {
    let verdict = await settings.judge.verdict(on: purchase.token.body)
    return gateway.withLock { $0.settle(purchase, verdict, at: settings.clock()) }
  }

  private func reply(
    _ answer: SandboxAnswer, to visit: SandboxVisit, _ log: @Sendable (String) -> Void
  ) -> HTTPReply {
    let now = settings.clock()
    log(answer.logLine(visit, at: now))
    return answer.httpReply(at: now)
  }

  /// Sees a head before the body: too long a one is never read. A body whose length nobody tells isn't either.
  private func screening(_ log: @escaping @Sendable (String) -> Void) -> HTTPServer.Screening {
    { request, peer in
      switch BodyLength(request) {
      case .fits: return nil
      case .untold: return .response(HTTPResponse(411, reason: "Length Required"))
      case .tooLong: break
      }
      let visit = self.visit(request, peer, isTooLong: true)
      guard case .answered(let answer) = self.gateway.withLock({ $0.receive(visit, at: self.settings.clock()) }) else {
        return .response(HTTPResponse(413))
      }
      return self.reply(answer, to: visit, log)
    }
  }

  /// Whoever comes over the loopback may speak for somebody else, as a proxy on the gateway does.
  private func visit(_ request: HTTPRequest, _ peer: Endpoint, isTooLong: Bool = false) -> SandboxVisit {
    var address = peer.address.description
    if peer.address.isLoopback {
      let forwarded = request.fields["X-Forwarded-For"].flatMap { $0.split(separator: ",").first }
      let named = request.fields["X-Real-Ip"] ?? forwarded.map(String.init)
      if let named, let other = IPAddress(traceText: named) { address = other.description }
    }
    let client = SandboxClient(address: address, mac: settings.naming.mac(of: address))
    return SandboxVisit(request, from: client, isTooLong: isTooLong)
  }

  /// The page of a captive portal. That somebody has asked for it is what counts.
  private func register(_ request: HTTPRequest, _ peer: Endpoint) -> HTTPResponse {
    if let mac = visit(request, peer).client.mac { gateway.withLock { $0.register(mac) } }
    return HTTPResponse(fields: ["Content-Type": "text/html; charset=utf-8"], body: Array("<p>Welcome.</p>\n".utf8))
  }
}
