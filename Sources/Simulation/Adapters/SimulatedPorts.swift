package import TollGateCore

/// A world that answers one request after the other.
package protocol AnsweringWorld: Sendable {
  /// `nil` when cancelled, or when no answer ever comes.
  func ask(_ request: Request, within limit: Interval) async -> Answer?
  func bearer(of id: OperationID) async -> Bearer?
  var unsettled: [OpenPayment] { get async }
  /// Whether it is forgotten: an open payment can't be.
  func forget(_ id: OperationID) async -> Bool
  /// Returns when cancelled.
  func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async
}

extension World {
  /// The token of a world without bytes: the payment's own number, and something that can't be guessed from it.
  func bearer(of id: OperationID) -> Bearer? {
    guard let kept = wallet.kept(id), let first = kept.proofs.first else { return nil }
    var salt = Dice(seed: UInt64(first) ^ kept.prepared.fingerprint.value)
    return Bearer(
      secret: [id.epoch, id.number, salt.next()].flatMap { word in
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
      })
  }

  static func payment(of bearer: Bearer) -> OperationID? {
    guard bearer.body.count >= 16 else { return nil }
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    return OperationID(epoch: word(bearer.body[..<8]), number: word(bearer.body[8..<16]))
  }
}

/// The wallet and mint models as a provider.
package struct SimulatedProvider<Device: AnsweringWorld>: PaymentProvider {
  let device: Device
  package init(_ device: Device) { self.device = device }

  private func ask(
    _ request: Request, within limit: Interval = Pace.mint
  ) async throws(PaymentFailure) -> Answer {
    if Task.isCancelled { throw .cancelled }
    guard let answer = await device.ask(request, within: limit) else { throw .cancelled }
    switch answer {
    case .prepareFailed(let failure), .inspectionFailed(let failure), .settlementFailed(let failure),
      .choreFailed(let failure):
      throw failure
    default: return answer
    }
  }

  @concurrent package func quote(_ request: QuoteRequest) async throws(PaymentFailure) -> Quote {
    guard case .quoted(let answers) = try await ask(.quote([request])), let first = answers.first else {
      throw .cancelled
    }
    switch first {
    case .quote(let quote): return quote
    case .none(let failure): throw failure
    }
  }

  @concurrent package func prepare(
    _ order: PaymentOrder, within limit: Interval
  ) async throws(PaymentFailure) -> PreparedPayment {
    guard case .prepared(let prepared) = try await ask(.prepare(order), within: limit) else { throw .cancelled }
    return prepared
  }

  @concurrent package func bearer(of id: OperationID) async throws(PaymentFailure) -> Bearer {
    guard let bearer = await device.bearer(of: id) else { throw .conflict }
    return bearer
  }

  @concurrent package func unsettled() async throws(PaymentFailure) -> [OpenPayment] { await device.unsettled }

  @concurrent package func inspect(
    _ id: OperationID, within limit: Interval
  ) async throws(PaymentFailure) -> ProofTally {
    guard case .inspected(let tally) = try await ask(.inspect(payment: id), within: limit) else { throw .cancelled }
    return tally
  }

  @concurrent package func settle(
    _ id: OperationID, _ verdict: Verdict, within limit: Interval
  ) async throws(PaymentFailure) -> Settlement {
    let answer = try await ask(.settle(payment: id, verdict), within: limit)
    guard case .settled(let settlement) = answer else { throw .cancelled }
    return settlement
  }

  @concurrent package func forget(_ id: OperationID) async throws(PaymentFailure) {
    guard await device.forget(id) else { throw .conflict }
  }

  @concurrent package func perform(
    _ chore: Chore, feeLimit: Sats, within limit: Interval
  ) async throws(PaymentFailure) -> ChoreReport {
    let answer = try await ask(.perform(chore, feeLimit: feeLimit), within: limit)
    guard case .performed(let report) = answer else { throw .cancelled }
    return report
  }

  @concurrent package func watchFunds(
    _ deliver: @escaping @Sendable ([Funds]) -> Void
  ) async throws(PaymentFailure) {
    await device.watchFunds(deliver)
    throw .cancelled
  }
}

/// The journal's model as a journal.
package struct SimulatedJournal: Journal {
  let device: SimulatedDevice
  package init(_ device: SimulatedDevice) { self.device = device }

  @concurrent package func append(_ entries: [JournalEntry]) async throws(JournalFailure) {
    if Task.isCancelled { throw .cancelled }
    guard let answer = await device.record(entries) else { throw .cancelled }
    if case .recordFailed(let failure) = answer { throw failure }
  }

  @concurrent package func replay() async throws(JournalFailure) -> JournalReplay { await device.replay }
}
