import Testing
import TollGateCore
import TollGateDriverContracts

@testable import TollGateSimulation

/// The models of wallet and mint on a bench of the contracts.
private final class ModelPurse: PaymentProviderBench {
  let device: SimulatedDevice
  let mint = MintURL(Scenery.mint)
  let unit = CurrencyUnit.sat
  let limit = Interval.seconds(7)

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
  func silence() async throws(BenchFailure) { await device.silenceMints() }
  func time() async -> Interval { await device.time }
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

  @Test("F5: a mint that says nothing costs the models the limit to the moment", arguments: [1, 7, 3600] as [Int64])
  func silentMint(seconds: Int64) async throws {
    let bench = ModelPurse(feePPK: 100)
    let provider = try await bench.open()
    try await bench.fund(provider, [64])
    try await bench.silence()
    let begun = await bench.time()
    let change = Chore.makeChange(mint: bench.mint, unit: bench.unit, payment: Sats(5), count: 3)
    await #expect(throws: PaymentFailure.mintUnreachable) {
      try await provider.perform(change, feeLimit: Sats(4), within: .seconds(seconds))
    }
    // Some milliseconds are the device's own rest after each call.
    let rest = await bench.time() - begun - .seconds(seconds)
    #expect(rest >= .zero && rest < .milliseconds(20))
  }

  @Test("F5, K1: whatever the limit, change is made or not within it, and no sat is lost")
  func anyLimit() async throws {
    var ends: Set<Bool> = []
    for milliseconds in stride(from: 1, through: 150, by: 1) as StrideThrough<Int64> {
      let bench = ModelPurse(feePPK: 0)
      let provider = try await bench.open()
      try await bench.fund(provider, [64])
      let begun = await bench.time()
      let change = Chore.makeChange(mint: bench.mint, unit: bench.unit, payment: Sats(5), count: 3)
      let report = try? await provider.perform(change, feeLimit: .zero, within: .milliseconds(milliseconds))
      #expect(await bench.time() - begun < .milliseconds(milliseconds + 20))
      ends.insert(report != nil)
      let recover = Chore.recover(mint: bench.mint, unit: bench.unit)
      _ = try await provider.perform(recover, feeLimit: .zero, within: Pace.mint)
      #expect(await bench.device.available == Sats(64))
    }
    #expect(ends == [true, false])
  }

  @Test("I2: the journal's model keeps the laws of a journal")
  func journal() async {
    let violations = await Laws.journal.check(within: .seconds(20)) { ModelDisk() }
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }
}
