public import TollGateCore

/// A store, a mint and a gateway around a payment provider.
public protocol PaymentProviderBench: Bench {
  /// Opens the store as the disk has it. The provider opened before is not used again.
  func open() async throws(BenchFailure) -> any PaymentProvider
  /// Loss of power: all that was not synced is gone.
  func crash() async throws(BenchFailure)
  /// The one mint that the provider knows, and the unit in which it is funded.
  var mint: MintURL { get }
  var unit: CurrencyUnit { get }
  /// Puts proofs of these amounts (powers of two) into the store of an open provider. A provider without proofs takes
  /// their sum.
  func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) async throws(BenchFailure)
  /// Whether the mint answers the provider. It does at first.
  func reach(_ reachable: Bool) async throws(BenchFailure)
  /// From now on the mint takes requests, serves none of them and answers nothing, until `reach` is called.
  func silence() async throws(BenchFailure)
  /// The limit that calls to a silent mint are given. They take this long, so it is best a short one.
  var limit: Interval { get }
  /// How much time has passed for the provider, from any moment on: real time, unless the bench has a clock of its own.
  func time() async -> Interval
  /// How often the provider has asked the mint, in vain or not.
  func requests() async -> Int
  /// What a gateway nets that redeems this token now; zero if the mint refuses it. Works while the mint is out of the
  /// provider's reach.
  func redeem(_ bearer: Bearer) async throws(BenchFailure) -> Sats
}

extension PaymentProviderBench {
  public func time() async -> Interval {
    let passed = beginning.duration(to: .now).components
    return .seconds(passed.seconds) + Interval(nanoseconds: passed.attoseconds / 1_000_000_000)
  }
}

private let beginning = ContinuousClock.now
