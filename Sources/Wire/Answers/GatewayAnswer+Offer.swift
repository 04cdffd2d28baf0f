package import TollGateCore

extension GatewayAnswer {
  /// What the root of a gateway has to offer (B2, B3). A notice counts only under a right signature, whatever its status:
  /// anybody can write one. Whatever else refuses and names a wait gets it (B4); beside `notSelling` there is no place for
  /// one.
  package var offer: OfferAnswer {
    if status == 429 { return .busy(retryAfter: wait) }
    do {
      return try understoodOffer
    } catch {
      if status == 200 { return .invalid(error) }
      return wait.map { .busy(retryAfter: $0) } ?? .notATollGate(status: status)
    }
  }

  private var understoodOffer: OfferAnswer {
    get throws(AdvertisementFlaw) {
      let event: NostrEvent
      do { event = try NostrEvent.read(body) } catch { throw AdvertisementFlaw(error) }
      if event.kind == NostrEvent.Kind.notice {
        if let flaw = event.flaw { throw AdvertisementFlaw(flaw) }
        return .notSelling(NoticeCode(of: event))
      }
      guard event.kind == NostrEvent.Kind.advertisement, status == 200 else { throw .wrongKind }
      return .advertisement(try Advertisement.read(event))
    }
  }
}
