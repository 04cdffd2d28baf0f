package import TollGateCore

extension Wording {
  /// One line for one note, without time and without an end of line.
  package func note(_ note: Note) -> String {
    switch note {
    case .gatewayFound, .gatewayLost, .gatewayStands, .offersSkipped, .keyChanged, .advertisementChanged, .sellerSilent,
      .sellerSpeaksAgain:
      gatewayNote(note)
    case .purchaseBegun, .purchaseFailed, .renewalFailed, .deliveryBegun, .deliveryAnswered, .paymentStands,
      .paymentClosed, .settlementUnsound, .paymentAdopted, .paymentVoided:
      paymentNote(note)
    case .sessionOpened, .sessionCredited, .sessionEnded, .meterDrift, .meterTooFast, .unmetered, .egressProved,
      .egressOff, .egressMissing, .exposed, .stopEnded:
      sessionNote(note)
    case .choreDone, .choreFailed, .rotationWaitsForClock, .missingCeilings, .journalCut, .journalFailed,
      .journalRecovered, .walletFailed, .driverBegun, .staleAnswer, .impossibleAnswer, .started:
      houseNote(note)
    }
  }

  private func gatewayNote(_ note: Note) -> String {
    switch note {
    case .gatewayFound(let id): return "a gateway shows up at \(Wording.gateway(id))"
    case .gatewayLost(let id): return "the gateway at \(Wording.gateway(id)) is gone"
    case .gatewayStands(let id, let why, let next):
      let look = next.map { $0 == .never ? "" : "; next look \(until($0))" } ?? ""
      return "\(Wording.gateway(id)): \(reason(why))\(look)"
    case .offersSkipped(let id, let count):
      return "\(Wording.gateway(id)): \(count) of its prices make no sense and were skipped"
    case .keyChanged(let place, let was, let now):
      return "\(Wording.place(place)) signs as \(Wording.key(now)) now, no longer as \(Wording.key(was)): a stranger"
    case .advertisementChanged(let id, let compatible):
      let verdict = compatible ? "it still suits, from the next payment on" : "it doesn't suit, so there is no renewal"
      return "\(Wording.seller(id)) has changed its offer; \(verdict)"
    case .sellerSilent(let id): return "\(Wording.seller(id)) no longer shows its offer"
    case .sellerSpeaksAgain(let id): return "\(Wording.seller(id)) shows its offer again"
    default: return ""
    }
  }

  private func paymentNote(_ note: Note) -> String {
    switch note {
    case .purchaseBegun(let id, let why, let seller, let steps, let gross):
      let amount = ledger.payment(id).map { Wording.service($0.order.allotment, of: $0.order.offer.metric) }
      return "pays \(money(gross, in: id)) to \(Wording.seller(seller)) for \(amount ?? "\(steps) steps")"
        + " (\(Wording.purchase(why)), \(Wording.payment(id)))"
    case .purchaseFailed(let seller, let why, let cause):
      return "nothing bought at \(Wording.seller(seller)) (\(Wording.purchase(why))): \(reason(cause))"
    case .renewalFailed(let seller, let cause, let left):
      return "can't renew at \(Wording.seller(seller)): \(reason(cause)); \(Wording.interval(left)) left"
    case .deliveryBegun(let id, let attempt):
      return attempt <= 1
        ? "\(Wording.payment(id)) is on its way" : "\(Wording.payment(id)): the same token again, attempt \(attempt)"
    case .deliveryAnswered(let id, let delivery): return self.delivery(delivery, of: id)
    case .paymentStands(let id, let service, let money):
      return "\(Wording.payment(id)): \(self.service(service, of: id)); \(self.money(money))"
    case .paymentClosed(let id, let service, let money, let result):
      let sats = result.map { settlement($0, of: id) } ?? self.money(money)
      return "\(Wording.payment(id)) is settled: \(self.service(service, of: id)); \(sats)"
    case .settlementUnsound(let id, let result):
      return "the wallet's account of \(Wording.payment(id)) doesn't add up: \(settlement(result, of: id)); asked again"
    case .paymentAdopted(let id): return "\(Wording.payment(id)) was under way before the restart and is followed up"
    case .paymentVoided(let id): return "\(Wording.payment(id)) was never sent; its budget is free again"
    default: return ""
    }
  }

  private func sessionNote(_ note: Note) -> String {
    switch note {
    case .sessionOpened(let id, let total, let adopted):
      let amount = Wording.service(total, of: metric(of: id))
      return adopted
        ? "\(amount) bought before still run at \(Wording.seller(id)); nothing is paid again"
        : "online through \(Wording.seller(id)), \(amount)"
    case .sessionCredited(let id, let total):
      return "\(Wording.seller(id)) counts \(Wording.service(total, of: metric(of: id))) in all"
    case .sessionEnded(let story): return sessionEnd(story)
    case .meterDrift(let id, let ruling, let checking):
      let (one, other) = (Wording.service(ruling, of: metric(of: id)), Wording.service(checking, of: metric(of: id)))
      return "the meters of \(Wording.seller(id)) differ: \(one) by the one that rules, \(other) by our own"
    case .meterTooFast(let id):
      return "the meter of \(Wording.seller(id)) runs too fast; the price obtained is too dear"
    case .unmetered(let id): return "\(Wording.seller(id)) doesn't say what is used; we count ourselves"
    case .egressProved(let id): return "the way out through \(Wording.seller(id)) works"
    case .egressOff: return "your config names nothing outside to ask, so paid access is taken on trust"
    case .egressMissing(let id): return "nothing outside answers through \(Wording.seller(id)), though it is paid"
    case .exposed(let mark):
      return "\(Wording.money(mark.sats, mark.unit)) to \(Wording.seller(mark.seller)) count as risked: "
        + Wording.cause(mark.id.cause)
    case .stopEnded(let id): return "\(Wording.seller(id)) may be paid again"
    default: return ""
    }
  }

  private func houseNote(_ note: Note) -> String {
    switch note {
    case .choreDone(let chore, let report):
      return "done: \(Wording.chore(chore)), fee \(Wording.money(report.fee, chore.unit))"
    case .choreFailed(let chore, let failure):
      return "put off: \(Wording.chore(chore)) (\(Wording.failure(failure)))"
    case .rotationWaitsForClock(let mint): return "coins of \(mint) expire, but the clock isn't set yet; waiting for it"
    case .missingCeilings: return "your config names no highest price for some unit; nothing is bought in it"
    case .journalCut(let bytes): return "the journal ended in a torn line; \(bytes) bytes were cut off"
    case .journalFailed(let failure):
      return "the journal: \(Wording.failure(failure)); nothing is bought until it works"
    case .journalRecovered: return "the journal can be written again"
    case .walletFailed(let failure): return "the wallet: \(Wording.failure(failure))"
    case .driverBegun(let driver): return "\(Wording.driver(driver)) had ended and is begun again"
    case .staleAnswer: return "an answer came too late and changes nothing"
    case .impossibleAnswer: return "an answer came that nobody had asked for; it changes nothing"
    case .started(let payments):
      return payments == 0
        ? "started, no payment open"
        : "started; \(payments == 1 ? "1 payment" : "\(payments) payments") of an earlier run to follow up"
    default: return ""
    }
  }
}
