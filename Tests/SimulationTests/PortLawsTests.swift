import Testing
import TollGateCore
import TollGateDriverContracts

@testable import TollGateSimulation

/// The models of wallet and mint on a bench of the contracts.
private final class ModelPurse: PaymentProviderBench {
  let device: SimulatedDevice
  let mint = MintURL(Scenery.mint)
  let unit = CurrencyUnit.sat

  init(feePPK: UInt64) {
    var setup = Scenery.setup(feePPK: feePPK)
    setup.networks[0].isFree = true
    setup.purse = []
    device = SimulatedDevice(setup)
  }

  func open() async throws(BenchFailure) -> any PaymentProvider { SimulatedProvider(device) }
  func crash() async throws(BenchFailure) { await device.losePower() }
  func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) async throws(BenchFailure) {
    await device.fund(PurseSetup(amounts: amounts))
  }
  func reach(_ reachable: Bool) async throws(BenchFailure) { await device.reachMints(reachable) }
  func requests() async -> Int { await device.requestsToMints }
  func redeem(_ bearer: Bearer) async throws(BenchFailure) -> Sats { await device.redeem(bearer) }
}

/// The journal's model on its bench.
private final class ModelDisk: JournalBench {
  let device = SimulatedDevice(Scenery.setup())

  func open() async throws(BenchFailure) -> any Journal { SimulatedJournal(device) }
  func crash() async throws(BenchFailure) { await device.losePower() }
  func tear(_ entries: [JournalEntry]) async throws(BenchFailure) -> UInt64 { await device.tearJournal(entries) }
  func fill(_ full: Bool) async throws(BenchFailure) { await device.fillDisk(full) }
}

@Suite("I2: the models keep the laws of the ports that they stand for", .timeLimit(.minutes(2)))
struct PortLawsTests {
  @Test("I2: wallet and mint keep the laws of a provider", arguments: [0, 100] as [UInt64])
  func provider(feePPK: UInt64) async {
    let violations = await Laws.paymentProvider.check(within: .seconds(20)) { ModelPurse(feePPK: feePPK) }
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test("I2: the journal's model keeps the laws of a journal")
  func journal() async {
    let violations = await Laws.journal.check(within: .seconds(20)) { ModelDisk() }
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }
}
