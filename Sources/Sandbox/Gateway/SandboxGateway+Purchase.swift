import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

extension SandboxGateway {
  /// The checks before a token is touched, in the order of the reference (facts §1.3).
  mutating func purchase(
    _ visit: SandboxVisit, _ disturbance: Disturbance, at now: CalendarMoment
  ) -> SandboxReception {
    if disturbance.token == .kept, disturbance.endsOrReplaces {
      let reply = disturbed(disturbance, visit, at: now) ?? GatewayReply()
      return .answered(answer(reply, visit, disturbance))
    }
    let types = visit.request.fields.values(of: "Content-Type")
    guard types.isEmpty || types == ["text/plain"] || types == [GatewayReply.json] else {
      return refuse(.unsupportedMediaType, .unsupportedMediaType, visit, disturbance)
    }
    guard let mac = visit.client.mac else {
      let code: NoticeCode = terms.profile.answersUnresolvedPlainly ? .deviceUnresolved : .macAddressLookupFailed
      return refuse(code, refusal(code, "Failed to identify device", nil, disturbance, at: now), visit, disturbance)
    }
    guard !visit.isTooLong else {
      return refuse(.invalidRequest, "Failed to read request body", visit, disturbance, at: now)
    }
    switch Purchase.read(visit.request.body) {
    case .tooLong: return refuse(.invalidRequest, "Failed to read request body", visit, disturbance, at: now)
    case .eventWithoutPayment:
      return refuse(.invalidEvent, "No payment tag found in event", visit, disturbance, at: now)
    case .token(let token): return admit(token, of: mac, visit, disturbance, at: now)
    }
  }

  private mutating func admit(
    _ token: [UInt8], of mac: MACAddress, _ visit: SandboxVisit, _ disturbance: Disturbance, at now: CalendarMoment
  ) -> SandboxReception {
    guard disturbance.isSelling else {
      return refuse(.serviceUnavailable, "Service unavailable: no reachable mints", visit, disturbance, at: now)
    }
    if terms.needsRegistration, terms.profile.refusesUnregistered, !registered.contains(mac) {
      return refuse(.clientNotRegistered, "Client is not registered", visit, disturbance, at: now)
    }
    let name = SHA256.hash(token)
    if terms.profile.refusesDuplicates, inFlight.contains(name) {
      return refuse(.duplicateInflight, "This payment is already being processed", visit, disturbance, at: now)
    }
    inFlight.insert(name)
    return .judge(
      PendingPurchase(token: Bearer(secret: token), name: name, client: mac, visit: visit, disturbance: disturbance))
  }

  /// The judge has spoken: what was taken is written down, and then answered.
  package mutating func settle(
    _ purchase: PendingPurchase, _ verdict: TokenVerdict, at now: CalendarMoment
  ) -> SandboxAnswer {
    advance(to: now)
    inFlight.remove(purchase.name)
    let (visit, disturbance) = (purchase.visit, purchase.disturbance)
    let reply: GatewayReply
    switch verdict {
    case .accepted(let net, let mint):
      reply = settle(purchase, net: net, mint, at: now)
    case .refused(let refused):
      let (code, text) = terms.profile.notice(of: refused)
      reply = counted(code, refusal(code, text, purchase.client, disturbance, at: now))
    case .pending:
      let (code, text) = terms.profile.unknownOutcome
      reply = counted(code, refusal(code, text, purchase.client, disturbance, at: now))
    }
    return answer(disturbed(disturbance, visit, at: now) ?? reply, visit, disturbance)
  }

  private mutating func settle(
    _ purchase: PendingPurchase, net: UInt64, _ mint: String?, at now: CalendarMoment
  ) -> GatewayReply {
    let (mac, disturbance) = (purchase.client, purchase.disturbance)
    let bought = disturbance.terms(terms).allotment(for: net, at: mint)
    let units = disturbance.token == .taken ? 0 : bought.map(disturbance.granted) ?? 0
    let token = String(purchase.name.hex.prefix(16))
    books.add(SandboxBooks.Entry(at: now, client: mac, token: token, sats: net, granted: units))
    guard bought != nil else {
      let text = "Failed to create session: payment is below the minimum"
      return counted(.sessionError, refusal(.sessionError, text, mac, disturbance, at: now))
    }
    let total = disturbance.token == .taken ? 0 : credit(mac, units, at: now)
    let metric = disturbance.metric ?? terms.metric
    let body = key.written(disturbance.signature) { key in
      GatewayBody.session(
        mac: mac, allotment: total, metric: metric, at: now.seconds, by: key, randomness: .zero)
    }
    return GatewayReply(type: GatewayReply.json, body: body)
  }
}

extension SandboxGateway {
  /// How this gateway refuses: with a signed notice, but for the few refusals that have a plain shape.
  func refusal(
    _ code: NoticeCode, _ text: String, _ mac: MACAddress?, _ disturbance: Disturbance, at now: CalendarMoment
  ) -> GatewayReply {
    switch code {
    case .unsupportedMediaType: return .unsupportedMediaType
    case .tooManyRequests: return .tooManyRequests
    case .deviceUnresolved: return GatewayReply(400, type: GatewayReply.json, body: GatewayBody.deviceUnresolved(text))
    default: break
    }
    let body = key.written(disturbance.signature) { key in
      GatewayBody.notice(code, text, mac: mac, at: now.seconds, by: key, randomness: .zero)
    }
    return GatewayReply(code == .internalError ? 500 : 400, type: GatewayReply.json, body: body)
  }

  private mutating func refuse(
    _ code: NoticeCode, _ text: String, _ visit: SandboxVisit, _ disturbance: Disturbance, at now: CalendarMoment
  ) -> SandboxReception {
    refuse(code, refusal(code, text, visit.client.mac, disturbance, at: now), visit, disturbance)
  }

  private mutating func refuse(
    _ code: NoticeCode, _ reply: GatewayReply, _ visit: SandboxVisit, _ disturbance: Disturbance
  ) -> SandboxReception {
    .answered(answer(counted(code, reply), visit, disturbance))
  }

  private mutating func counted(_ code: NoticeCode, _ reply: GatewayReply) -> GatewayReply {
    books.count(refusal: code)
    return reply
  }
}
