import TollGateCore
import TollGateCrypto
import TollGateJSON
import TollGateWire

/// Whatever the bytes: no reader traps, an event is written and read as the same event, what is hashed is one line of JSON that
/// says the same, and under a right signature only its tags can still be wrong.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvent(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  for status in [200, 400, 415, 429] as [UInt16] {
    let answer = GatewayAnswer(status: status, body: bytes)
    if case .advertisement(let found) = answer.offer { check(found) }
    _ = answer.delivery
  }
  _ = Purchase.read(bytes)
  guard let event = try? NostrEvent.read(bytes) else { return 0 }
  checkWriting(event)
  checkSigning(event)
  return 0
}

private func checkWriting(_ event: NostrEvent) {
  // Escapes may make a text longer than what is read.
  guard let again = try? NostrEvent.read(event.text, limits: JSONLimits()) else {
    preconditionFailure("what is written reads")
  }
  precondition(again.id == event.id && again.key == event.key && again.signature == event.signature)
  precondition(again.text == event.text && hashed(again) == hashed(event))
  precondition(event.isUnverifiable || event.key == nil || event.hash == SHA256.hash(hashed(event)))
  precondition(event.isUnverifiable || again.flaw == event.flaw, "writing changes no flaw")
  guard let node = try? JSONReader.read(hashed(event)), let parts = node.array, parts.count == 6 else {
    preconditionFailure("what is hashed is an array of six")
  }
  precondition(parts[3].int64 == event.kind && parts[4].array?.count == event.tags.count)
  precondition(!hashed(event).contains { $0 < 0x20 })
}

private func hashed(_ event: NostrEvent) -> [UInt8] {
  NostrEvent.hashed(
    key: event.key ?? .zero, createdAt: event.createdAt, kind: event.kind, tags: event.tags, content: event.content)
}

private func checkSigning(_ event: NostrEvent) {
  guard let key = SigningKey(secret: Octets32(0, 0, 0, 3)) else { return }
  for kind in [NostrEvent.Kind.advertisement, NostrEvent.Kind.session, NostrEvent.Kind.notice] {
    let signed = NostrEvent.signed(
      kind: kind, createdAt: event.createdAt, tags: event.tags, content: event.content, by: key, randomness: .zero)
    precondition(signed.flaw == nil)
    let text = signed.text
    guard text.count <= NostrEvent.limits.maxBytes else { continue }
    let answer = GatewayAnswer(status: 200, body: text)
    switch answer.offer {
    case .advertisement(let found): check(found)
    case .invalid(let flaw):
      let isOfTags = [.badMetric, .badStepSize, .noUsablePrice].contains(flaw)
      precondition(flaw == .wrongKind ? kind == NostrEvent.Kind.session : isOfTags)
    case .notSelling: precondition(kind == NostrEvent.Kind.notice)
    default: preconditionFailure("a signed event has been understood")
    }
    switch answer.delivery {
    case .granted: precondition(kind == NostrEvent.Kind.session)
    case .notice(let notice): precondition(kind == NostrEvent.Kind.notice && notice.proof != .unsigned)
    default: precondition(kind != NostrEvent.Kind.notice)
    }
  }
}

private func check(_ advertisement: Advertisement) {
  precondition((1...64).contains(advertisement.offers.count))
  for offer in advertisement.offers {
    precondition(offer.metric == advertisement.metric && offer.stepSize > 0 && offer.price > .zero)
    precondition(offer.price.times(offer.fewestSteps) != nil)
    precondition(MintURL(offer.mint.text) == offer.mint, "an address in canonical form stays as it is")
  }
}
