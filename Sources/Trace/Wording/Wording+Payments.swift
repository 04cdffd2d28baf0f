package import TollGateCore

extension Wording {
  /// What came of a payment on the side of service.
  package func service(_ service: Payment.Service, of id: OperationID) -> String {
    let metric = ledger.payment(id)?.order.offer.metric
    return switch service {
    case .none: "no service yet"
    case .unknown: "not known yet whether it brought service"
    case .awaited(let moment): "service must show up \(until(moment))"
    case .granted(let credit): "\(Wording.service(credit, of: metric)) granted"
    case .there(let credit): "\(Wording.service(credit, of: metric)) seen on the meter"
    case .short(let credit): "only \(Wording.service(credit, of: metric)) came"
    case .blind: "no service came"
    }
  }

  /// What became of a payment's sats.
  package func money(_ money: Payment.Money) -> String {
    switch money {
    case .reserved: "sats set aside"
    case .unknown: "not known yet who holds the sats"
    case .held(let since): "sats kept for its next try (for \(Wording.interval(now - since)))"
    case .stranded: "sats refused for good; they come back from the mint"
    case .releasing: "sats never sent; about to be free again"
    case .claimedSpent: "the gateway says it has the sats"
    case .presumedSpent: "the gateway has the sats, as its meter shows"
    case .spent: "sats spent"
    case .takingBack: "sats on their way back"
    case .returned: "sats back in the wallet"
    }
  }

  /// What a settled payment came to, in sats.
  func settlement(_ settlement: Settlement, of id: OperationID) -> String {
    let parts: [(Sats, String)] = [
      (settlement.spent, "spent"), (settlement.returned, "back in the wallet"), (settlement.fee, "fee of the mint"),
      (settlement.dust, "dust"), (settlement.pending, "pending at the mint"),
    ]
    let told = parts.filter { $0.0 > .zero }.map { "\(money($0.0, in: id)) \($0.1)" }
    return told.isEmpty ? "nothing moved" : told.joined(separator: ", ")
  }

  /// What a gateway answered to a payment, and what that means for the sats.
  func delivery(_ delivery: Delivery, of id: OperationID) -> String {
    let name = Wording.payment(id)
    switch delivery {
    case .granted(let grant): return granted(grant, id)
    case .notice(let notice): return "\(name): \(Wording.code(notice.code)); \(Wording.meaning(notice))"
    case .unreadable(let status):
      return "\(name): an answer that says nothing (HTTP \(status)); not known yet whether the sats were taken"
    case .notSent(let failure):
      return "\(name) never left (\(Wording.failure(failure))); the sats are ours"
    case .lost: return "\(name): no answer came back; not known yet whether the sats were taken"
    }
  }

  private func granted(_ grant: Grant, _ id: OperationID) -> String {
    guard let payment = ledger.payment(id) else { return "\(Wording.payment(id)) is granted" }
    let bought = Wording.service(payment.order.allotment, of: grant.metric)
    return "paid \(money(payment.gross, in: id)) to \(Wording.seller(payment.seller)) for \(bought)"
      + " (\(Wording.purchase(payment.reason)))"
  }

  private static func meaning(_ notice: Notice) -> String {
    if notice.proof == .unsigned { return "nobody has signed that, so it proves nothing" }
    return switch notice.code.answerClass {
    case .notTakenSameSellerLater: "not taken; tried again later"
    case .notTakenOtherMintOrOffer: "not taken; this token goes back to its mint"
    case .notTakenStopAndTell: "not taken, and nothing more is paid there"
    case .taken: "taken"
    case .maybe: notice.saysSpent ? "taken" : "not known yet whether it was taken"
    }
  }
}
