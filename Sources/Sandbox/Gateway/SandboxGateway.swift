package import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

/// The selling side of a TollGate as a pure value: what it answers follows from its state, the request, the client and the
/// time. Its faults are ordered (`Misbehaviour`); by itself it is like the reference of its profile.
package struct SandboxGateway: Sendable {
  package let terms: SandboxTerms
  let key: GatewayKey
  var sessions: [MACAddress: SandboxSession] = [:]
  var registered: Set<MACAddress> = []
  var inFlight: Set<Octets32> = []
  var invoices: [String: SandboxInvoice] = [:]
  var misbehaviours = MisbehaviourList<Misbehaviour>()
  package internal(set) var books = SandboxBooks()
  private var rateLimit = RateLimit()
  private static let mostRegistered = 1 << 16
  private let gate: any AccessGate

  package init(_ terms: SandboxTerms, key: GatewayKey, gate: any AccessGate = NoAccessGate()) {
    self.terms = terms
    self.key = key
    self.gate = gate
  }

  /// The checks of the reference in their order: rate, origin, then what the path is for.
  package mutating func receive(_ visit: SandboxVisit, at now: CalendarMoment) -> SandboxReception {
    advance(to: now)
    let endpoint = visit.endpoint(terms.profile)
    books.count(endpoint)
    let isRoot = endpoint == .advertisement || endpoint == .purchase
    if isRoot, !rateLimit.admits(visit.client.address, perMinute: terms.requestsPerMinute, at: now) {
      books.count(refusal: .tooManyRequests)
      return .answered(SandboxAnswer(reply: .tooManyRequests, endpoint: endpoint, method: visit.request.method))
    }
    guard visit.request.method.text != "OPTIONS" else { return .answered(answer(GatewayReply(), visit, Disturbance())) }
    let disturbance = Disturbance(misbehaviours.take(at: endpoint))
    if disturbance.forgets { forgetSessions() }
    guard endpoint != .purchase else { return purchase(visit, disturbance, at: now) }
    let reply = disturbed(disturbance, visit, at: now) ?? reply(to: visit, endpoint, disturbance, at: now)
    return .answered(answer(reply, visit, disturbance))
  }

  private mutating func reply(
    to visit: SandboxVisit, _ endpoint: SandboxEndpoint, _ disturbance: Disturbance, at now: CalendarMoment
  ) -> GatewayReply {
    switch endpoint {
    case .advertisement, .purchase: advertisement(disturbance, at: now)
    case .usage: usage(visit, disturbance, at: now)
    case .whoami: whoami(visit)
    case .balance: balance(visit, disturbance, at: now)
    case .sessionState: sessionState(visit, disturbance)
    case .identity: GatewayReply(type: GatewayReply.json, body: identity)
    case .invoice: invoice(visit, at: now)
    }
  }

  private func advertisement(_ disturbance: Disturbance, at now: CalendarMoment) -> GatewayReply {
    let type = terms.profile.namesAdvertisementType ? GatewayReply.json : nil
    let terms = disturbance.terms(terms)
    let body = key.written(disturbance.signature) { key in
      disturbance.isSelling
        ? GatewayBody.advertisement(
          metric: disturbance.metric ?? terms.metric, stepSize: terms.stepSize, prices: terms.advertised, by: key,
          randomness: .zero)
        : GatewayBody.notice(
          .noReachableMints, "No reachable mints", level: .warning, mac: nil, at: now.seconds, asAdvertisement: true,
          by: key, randomness: .zero)
    }
    return GatewayReply(type: type, body: body)
  }

  /// Every answer but that of the rate limit names who may read it, and later ones whom they answer.
  func answer(_ reply: GatewayReply, _ visit: SandboxVisit, _ disturbance: Disturbance) -> SandboxAnswer {
    var reply = reply
    reply.fields += CrossOrigin.fields(visit.request)
    let endpoint = visit.endpoint(terms.profile)
    let isClientScoped = [.purchase, .usage, .whoami, .balance, .sessionState].contains(endpoint)
    if terms.profile.namesClientInHeaders, isClientScoped {
      // In the spelling that Go gives to every name.
      reply.set("X-Tollgate-Client-Mac", visit.client.mac?.colons ?? "")
      if visit.query("mac") != nil { reply.set("X-Tollgate-Mac-Claim-Ignored", "true") }
    }
    return SandboxAnswer(reply: reply, endpoint: endpoint, method: visit.request.method, disturbance: disturbance)
  }
}

extension SandboxGateway {
  /// Ends what is used up. To be called about once a second, so that the gate closes in time.
  package mutating func advance(to now: CalendarMoment) {
    for (mac, session) in sessions where !session.isOver && used(mac, session, at: now) >= session.allotment {
      sessions[mac]?.isOver = true
      gate.change(mac, isOpen: false)
    }
  }

  /// What a client has used. One whom the portal doesn't know is never counted (facts §1.4).
  func used(_ mac: MACAddress, _ session: SandboxSession, at now: CalendarMoment) -> UInt64 {
    let isUncounted = terms.needsRegistration && !registered.contains(mac) && session.metric == "bytes"
    return isUncounted ? 0 : session.used(at: now, terms)
  }

  /// Adds what was bought, and gives the whole.
  mutating func credit(_ mac: MACAddress, _ units: UInt64, at now: CalendarMoment) -> UInt64 {
    let session = sessions[mac]
    let isSpent = session?.isOver ?? true
    let rest = isSpent && terms.profile.replacesSpentAllotment ? 0 : session?.allotment ?? 0
    let total = units.saturatingSum(with: rest)
    sessions[mac] = SandboxSession(metric: terms.metric, allotment: total, startedAt: now)
    if isSpent { gate.change(mac, isOpen: true) }
    return total
  }

  package mutating func forgetSessions() {
    for (mac, session) in sessions where !session.isOver { gate.change(mac, isOpen: false) }
    sessions = [:]
  }

  /// The client has asked port 80 for something: the portal lets it through from now on.
  package mutating func register(_ mac: MACAddress) {
    if registered.count < SandboxGateway.mostRegistered { registered.insert(mac) }
  }

  /// The client has carried so many bytes.
  package mutating func carry(_ bytes: UInt64, by mac: MACAddress) {
    guard let carried = sessions[mac]?.carried else { return }
    sessions[mac]?.carried = carried.saturatingSum(with: bytes)
  }

  /// False when so many are active that there is no room for one more.
  package mutating func misbehave(_ misbehaviour: Misbehaviour) -> Bool { misbehaviours.add(misbehaviour) }

  package mutating func behave() { misbehaviours.clear() }
}

extension GatewayReply {
  /// Go's `http.Error`; it comes before anything else has been said.
  static var tooManyRequests: GatewayReply {
    var reply = GatewayReply(429, type: "text/plain; charset=utf-8", body: GatewayBody.tooManyRequests)
    reply.set("Retry-After", "6")
    reply.set("X-Content-Type-Options", "nosniff")
    return reply
  }

  static var unsupportedMediaType: GatewayReply {
    GatewayReply(415, type: json, body: GatewayBody.unsupportedMediaType)
  }
}
