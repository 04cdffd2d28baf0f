import TollGateCore

extension Advertisement {
  /// More offers than this are counted as skipped: whoever writes the tags chooses how many there are.
  static let mostOffers = 64
  /// The longest name of a metric or a unit, in bytes: names are kept, journalled and shown.
  static let longestName = 64

  /// What a verified event of the right kind sells, by the rules of its tags (B2, B7).
  static func read(_ event: NostrEvent) throws(AdvertisementFlaw) -> Advertisement {
    let (id, key): (EventID, PublicKey)
    do { (id, key) = try event.proven() } catch { throw AdvertisementFlaw(error) }
    guard let metric = Metric(event) else { throw .badMetric }
    let stepSize = try stepSize(event)
    var advertisement = Advertisement(id: id, key: key, metric: metric, offers: [])
    for tag in event.tags where tag.first == "price_per_step" && tag.count > 1 {
      if let offer = Offer(tag, metric, stepSize), advertisement.offers.count < mostOffers {
        advertisement.offers.append(offer)
      } else if advertisement.skippedOffers < .max {
        advertisement.skippedOffers += 1
      }
    }
    guard !advertisement.offers.isEmpty else { throw .noUsablePrice }
    return advertisement
  }

  /// One that is no number is fatal, even beside a good one: nobody knows which of them the gateway goes by.
  private static func stepSize(_ event: NostrEvent) throws(AdvertisementFlaw) -> UInt64 {
    var size: UInt64 = 0
    for tag in event.tags where tag.first == "step_size" && tag.count > 1 {
      guard let number = Decimal.exact(tag[1].utf8) else { throw .badStepSize }
      size = number
    }
    guard size > 0 else { throw .badStepSize }
    return size
  }
}

extension Metric {
  /// nil for no name, and for one too long to keep.
  init?(_ event: NostrEvent) {
    guard let name = event.values(of: "metric")?.first, !name.isEmpty,
      name.utf8.count <= Advertisement.longestName
    else { return nil }
    self.init(name: name)
  }

  init(name: String) {
    switch name {
    case "milliseconds": self = .milliseconds
    case "bytes": self = .bytes
    default: self = .other(name)
    }
  }
}

extension Offer {
  /// `["price_per_step", "cashu", price, unit, mint, minimum steps]`. Some gateways leave out the last; the reference takes
  /// one that is no number for 1, too. nil for what can't be bought: another asset, a price of 0 or beyond every number.
  init?(_ tag: [String], _ metric: Metric, _ stepSize: UInt64) {
    guard tag.count >= 5, tag[1] == "cashu", let count = Decimal.exact(tag[2].utf8), count > 0,
      !tag[3].isEmpty, tag[3].utf8.count <= Advertisement.longestName, let mint = MintURL(checked: tag[4])
    else { return nil }
    let minimum = tag.count > 5 ? Decimal.exact(tag[5].utf8) ?? 1 : 1
    self.init(
      metric: metric, stepSize: stepSize, price: Sats(count), unit: CurrencyUnit(tag[3]), mint: mint,
      minimumSteps: minimum)
    guard price.times(fewestSteps) != nil, !stepSize.multipliedReportingOverflow(by: fewestSteps).overflow else {
      return nil
    }
  }
}
