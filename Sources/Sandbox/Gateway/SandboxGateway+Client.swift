import TollGateCrypto
import TollGateHTTP
import TollGateJSON
import TollGateWire

/// What a client is told about itself.
extension SandboxGateway {
  private func openSession(_ visit: SandboxVisit, _ disturbance: Disturbance) -> SandboxSession? {
    guard !disturbance.hidesSession, let session = visit.client.mac.flatMap({ sessions[$0] }), !session.isOver else {
      return nil
    }
    return session
  }

  func usage(_ visit: SandboxVisit, _ disturbance: Disturbance, at now: CalendarMoment) -> GatewayReply {
    guard let mac = visit.client.mac, let session = openSession(visit, disturbance) else {
      return GatewayReply(body: GatewayBody.usage(nil))
    }
    return GatewayReply(body: GatewayBody.usage((used(mac, session, at: now), session.allotment)))
  }

  func whoami(_ visit: SandboxVisit) -> GatewayReply {
    guard visit.client.mac != nil || terms.profile.answersUnresolvedPlainly else { return GatewayReply(500) }
    return GatewayReply(body: GatewayBody.whoami(visit.client.mac))
  }

  func balance(_ visit: SandboxVisit, _ disturbance: Disturbance, at now: CalendarMoment) -> GatewayReply {
    guard visit.request.method == .get else { return GatewayReply(405) }
    guard let mac = visit.client.mac, let session = openSession(visit, disturbance) else {
      return GatewayReply(type: GatewayReply.json, body: GatewayBody.balance(nil))
    }
    let balance = GatewayBody.Balance(
      metric: session.metric, used: used(mac, session, at: now), allotment: session.allotment,
      startTime: session.startedAt.seconds)
    return GatewayReply(type: GatewayReply.json, body: GatewayBody.balance(balance))
  }

  func sessionState(_ visit: SandboxVisit, _ disturbance: Disturbance) -> GatewayReply {
    guard visit.request.method == .get else { return GatewayReply(405) }
    guard let mac = visit.client.mac else {
      return GatewayReply(400, type: GatewayReply.json, body: GatewayBody.deviceUnresolved("Failed to identify device"))
    }
    let session = disturbance.hidesSession ? nil : sessions[mac]
    let state: GatewayBody.State = session.map { $0.isOver ? .expired : .active } ?? .none
    return GatewayReply(type: GatewayReply.json, body: GatewayBody.sessionState(state, mac: mac))
  }

  /// The reference derives addresses from its key by a rule that no client needs; these follow from the key, too.
  var identity: [UInt8] {
    let seed = SHA256.hash(key.publicKey.bytes).bytes
    func mac(_ start: Int) -> String {
      var bytes = Array(seed[start..<start + 6])
      bytes[0] = bytes[0] & 0xFC | 2
      return bytes.map { Hex.text([$0]) }.joined(separator: ":")
    }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("npub")
    writer.string(Bech32.npub(key.publicKey))
    writer.key("ipv4")
    writer.string("100.\(64 + seed[0] % 64).\(seed[1]).1")
    writer.key("macs")
    writer.beginObject()
    for (place, name) in ["br-lan", "wlan0", "wlan1"].enumerated() {
      writer.key(name)
      writer.string(mac(2 + 6 * place))
    }
    writer.endObject()
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
