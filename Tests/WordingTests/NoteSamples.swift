import TollGateCore

extension Samples {
  static let services: [Payment.Service] = [
    .none, .unknown, .awaited(until: .start + .seconds(60)), .granted(credit: 300_000), .there(credit: 300_000),
    .short(credit: 60_000), .blind,
  ]
  static let moneys: [Payment.Money] = [
    .reserved, .unknown, .held(since: .start), .stranded, .releasing, .claimedSpent, .presumedSpent, .spent,
    .takingBack, .returned,
  ]
  static let failures: [PaymentFailure] = [
    .insufficient(available: Sats(2)), .noExactChange, .mintUnreachable, .notWritable, .conflict, .cancelled,
  ]
  static let chores: [Chore] = [
    .makeChange(mint: mint, unit: .sat, payment: Sats(5), count: 10), .rotate(mint: mint, unit: .sat),
    .recover(mint: mint, unit: .sat),
  ]

  static var deliveries: [Delivery] {
    let grant = Grant(id: EventID(Bytes32(1, 2, 3, 4)), key: key, metric: .milliseconds, allotment: 300_000)
    let proofs: [NoticeProof] = [.signed(key), .plainShape, .unsigned]
    let notices = codes.flatMap { code in proofs.map { Delivery.notice(Notice(code: code, proof: $0)) } }
    return [.granted(grant), .unreadable(status: 502), .lost] + ReachFailure.allCases.map { .notSent($0) } + notices
  }

  static var stories: [SessionStory] {
    [SessionEnd.usedUp, .linkLost, .vanished, .vanishedEarly, .keyChanged].map {
      SessionStory(
        seller: seller, offer: offer, begun: .start, ended: .start + .minutes(30), end: $0, payments: 6,
        spent: Sats(30),
        used: 1, total: 2)
    }
  }

  static var notes: [Note] { gatewayNotes + paymentNotes + sessionNotes + houseNotes }

  private static var gatewayNotes: [Note] {
    [
      .gatewayFound(gateway), .gatewayLost(gateway), .offersSkipped(gateway, 2),
      .keyChanged(gateway.place, was: key, now: key), .advertisementChanged(seller, compatible: true),
      .advertisementChanged(seller, compatible: false), .sellerSilent(seller), .sellerSpeaksAgain(seller),
    ] + reasons.map { .gatewayStands(gateway, $0, next: .start + .seconds(8)) }
  }

  private static var paymentNotes: [Note] {
    var all: [Note] = PurchaseReason.allCases.flatMap { reason -> [Note] in
      [
        .purchaseBegun(id, reason, seller, steps: 5, gross: Sats(21)), .purchaseFailed(seller, reason, .tooDear),
        .renewalFailed(seller, .noExactChange, left: .seconds(40)),
      ]
    }
    all += [.deliveryBegun(id, attempt: 1), .deliveryBegun(id, attempt: 2), .paymentAdopted(id), .paymentVoided(id)]
    all.append(.settlementUnsound(id, Settlement(returned: Sats(9), spent: Sats(1))))
    all += deliveries.map { .deliveryAnswered(id, $0) }
    for service in services {
      for money in moneys {
        all.append(.paymentStands(id, service, money))
        all.append(.paymentClosed(id, service, money, nil))
      }
    }
    all.append(.paymentClosed(id, .none, .returned, Settlement(returned: Sats(20), fee: Sats(1))))
    return all
  }

  private static var sessionNotes: [Note] {
    var all: [Note] = [
      .sessionOpened(seller, total: 300_000, adopted: false), .sessionOpened(seller, total: 300_000, adopted: true),
      .sessionCredited(seller, total: 600_000), .meterDrift(seller, ruling: 1, checking: 2), .meterTooFast(seller),
      .unmetered(seller), .egressProved(seller), .egressOff, .egressMissing(seller), .stopEnded(seller),
    ]
    all += stories.map { .sessionEnded($0) }
    for cause in [BlindMark.Cause.blind, .short, .vanished, .withoutEgress] {
      let mark = BlindMark.ID(payment: id, cause: cause)
      all.append(.exposed(BlindMark(id: mark, seller: seller, unit: .sat, sats: Sats(5), at: .start)))
    }
    return all
  }

  private static var houseNotes: [Note] {
    var all: [Note] = [
      .rotationWaitsForClock(mint), .missingCeilings, .journalCut(bytes: 17), .journalRecovered, .staleAnswer(id),
      .impossibleAnswer(id), .started(payments: 0), .started(payments: 2), .driverBegun(.links), .driverBegun(.funds),
    ]
    all += chores.flatMap { chore -> [Note] in
      [.choreDone(chore, ChoreReport(moved: Sats(8), fee: Sats(1)))] + failures.map { .choreFailed(chore, $0) }
    }
    all += failures.map { .walletFailed($0) }
    all += [JournalFailure.notWritable, .notDurable, .notReadable, .cancelled].map { .journalFailed($0) }
    return all
  }
}
