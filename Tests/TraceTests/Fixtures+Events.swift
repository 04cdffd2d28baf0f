import TollGateCore

extension Fixtures {
  static let events: [Event] =
    [
      .started(
        StartUp(
          epoch: 12, journal: JournalReplay(entries: entries, cut: 17),
          payments: [OpenPayment(order: order, prepared: prepared, settled: settlement)])),
      .linksChanged(table), .fundsChanged([funds]), .policyChanged(policy),
      .wallClockChanged(WallTime(seconds: -1, synchronised: true)), .commanded(.resume(seller)),
      .commanded(.resume(nil)), .commanded(.probeNow), .driverEnded(.funds), .wokeUp, .stopping,
    ] + answers.map { Event.answered(operation, $0) }

  static let funds = Funds(
    mint: mint, unit: .sat, available: Sats(21), wantsChange: true, onInactiveKeyset: true, expires: 1_800_000_000,
    wantsRecovery: true)

  static let answers: [Answer] =
    [
      .looked(GatewayReport(offer: .advertisement(advertisement), usage: .reading(.usage(used: 1, total: 2)))),
      .looked(GatewayReport(offer: .busy(retryAfter: .seconds(9)), usage: .nothing(.unreachable(.cutOff)))),
      .clarified(ClientReport(identity: .unresolved, access: .active)), .registered, .metered(.reading(.odometer(8))),
      .quoted([
        .quote(Quote(steps: 5, gross: Sats(6), fee: Sats(1), overpaid: Sats(0), needsMint: false)),
        .none(.insufficient(available: Sats(2))),
      ]),
      .prepared(prepared), .prepareFailed(.conflict), .inspectionFailed(.mintUnreachable),
      .inspected(ProofTally(spent: Sats(1), unspent: Sats(2), pending: Sats(3))), .settled(settlement),
      .settlementFailed(.notWritable), .performed(ChoreReport(moved: Sats(9), fee: Sats(1))), .choreFailed(.cancelled),
      .egress(.untimelyCertificate), .recorded, .recordFailed(.notDurable),
    ] + deliveries.map { Answer.delivered($0) }

  static let deliveries: [Delivery] = [
    .granted(Grant(id: eventID, key: key, metric: .other("smiles"), allotment: 300_000)),
    .notice(Notice(code: .tokenSpent, proof: .signed(key), saysSpent: true, retryAfter: .seconds(3))),
    .notice(Notice(code: .unrecognised("internal-error"), proof: .unsigned)), .unreadable(status: 302),
    .notSent(.bindFailed), .lost,
  ]

  static let effects: [Effect] =
    [
      .record(operation, entries), .cancel(operation), .forget(operation), .begin(.links),
    ] + requests.map { Effect.ask(operation, $0) } + notes.map { Effect.report($0) }

  static let requests: [Request] = [
    .look(gateway6, within: .seconds(5)), .clarify(gateway, within: .seconds(5)),
    .register(gateway, within: .seconds(5)), .meter(MeterTarget(kind: .counter, gateway: gateway, metric: .bytes)),
    .quote([
      QuoteRequest(
        offer: offer, fewest: 1, most: 5, limit: Sats(8), overpayment: Sats(2), mayContactMint: true)
    ]),
    .prepare(order), .deliver(payment: operation, to: order.seller, within: .seconds(75)),
    .inspect(payment: operation), .settle(payment: operation, .takenBack), .perform(chore, feeLimit: Sats(10)),
    .reach(.mint(mint), over: wlan, within: .seconds(4)), .reach(.host("check.example"), over: wlan, within: .zero),
  ]

  static let reasons: [Reason] = [
    .notLookedAtYet, .unreachable(.noRoute), .notATollGate(status: 404), .invalidAdvertisement(.wrongSignature),
    .notSelling(.serviceUnavailable), .busy(until: .never), .untrusted(.stranger), .unsupportedMetric, .noCeiling,
    .tooDear, .noCommonMint, .noFunds(available: Sats(3)), .noExactChange, .overBudget(.exposure), .unresolvedClient,
    .refused(.tooManyRequests), .waitingForSettlement(operation), .waitingForEgress, .stopped(.refusal(.invalidToken)),
    .standby, .walletNotWritable, .journalNotWritable, .mintOutOfReach, .allotmentMayStillRun, .accessAlreadyOpen,
    .usageUnread, .clarifying, .buying, .open, .shuttingDown,
  ]

  static let notes: [Note] =
    [
      .gatewayFound(gateway), .gatewayLost(gateway6), .offersSkipped(gateway, 2),
      .keyChanged(gateway.place, was: key, now: PublicKey(Bytes32(9, 9, 9, 9))),
      .advertisementChanged(seller, compatible: true), .sellerSilent(seller), .sellerSpeaksAgain(seller),
      .purchaseBegun(operation, .retry, seller, steps: 5, gross: Sats(6)), .purchaseFailed(seller, .initial, .tooDear),
      .renewalFailed(seller, .noExactChange, left: .seconds(20)), .deliveryBegun(operation, attempt: 2),
      .deliveryAnswered(operation, .lost), .paymentStands(operation, .short(credit: 9), .presumedSpent),
      .paymentClosed(operation, .there(credit: 9), .spent, settlement),
      .settlementUnsound(operation, settlement), .paymentClosed(operation, .blind, .stranded, nil),
      .paymentAdopted(operation), .paymentVoided(operation),
      .sessionOpened(seller, total: 9, adopted: true), .sessionCredited(seller, total: 18), .sessionEnded(story),
      .meterDrift(seller, ruling: 5, checking: 6), .meterTooFast(seller), .unmetered(seller), .egressProved(seller),
      .egressOff, .egressMissing(seller), .exposed(mark), .stopEnded(seller),
      .choreDone(.rotate(mint: mint, unit: .sat), ChoreReport(moved: Sats(9), fee: Sats(1))),
      .choreFailed(.recover(mint: mint, unit: .sat), .mintUnreachable), .rotationWaitsForClock(mint), .missingCeilings,
      .journalCut(bytes: 17), .journalFailed(.notReadable), .journalRecovered, .walletFailed(.notWritable),
      .driverBegun(.funds), .staleAnswer(operation), .impossibleAnswer(operation), .started(payments: 1),
    ]
    + reasons.map { Note.gatewayStands(gateway, $0, next: at) }
}
