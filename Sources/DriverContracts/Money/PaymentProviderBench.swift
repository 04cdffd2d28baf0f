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
  /// How often the provider has asked the mint, in vain or not.
  func requests() async -> Int
  /// What a gateway nets that redeems this token now; zero if the mint refuses it. Works while the mint is out of the
  /// provider's reach.
  func redeem(_ bearer: Bearer) async throws(BenchFailure) -> Sats
}
