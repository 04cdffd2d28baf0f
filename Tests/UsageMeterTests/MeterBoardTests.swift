import Testing
import TollGateCore
import TollGateUsageMeters

/// A meter that says which one it is, and where it was read.
private struct NamedMeter: UsageMeter {
  let number: UInt64
  let failure: MeterFailure?

  @concurrent func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    if let failure { throw failure }
    return .usage(used: number, total: target.gateway.attachment.number)
  }
}

@Suite("The meters behind one door")
struct MeterBoardTests {
  private func board(_ failure: MeterFailure? = nil) -> some UsageMeter {
    MeterBoard(
      gateway: NamedMeter(number: 1, failure: nil), clock: NamedMeter(number: 2, failure: nil),
      counter: NamedMeter(number: 3, failure: failure))
  }

  @Test("D2: each kind of meter is read for itself", arguments: zip(MeterKind.allCases, [1, 2, 3] as [UInt64]))
  func kinds(_ kind: MeterKind, _ number: UInt64) async throws {
    let target = MeterTarget(kind: kind, gateway: gateway, metric: .milliseconds)
    #expect(try await board().read(target) == .usage(used: number, total: gateway.attachment.number))
  }

  @Test("D3: a meter's failure is its own, and no other meter stands in for it")
  func failing() async {
    let target = MeterTarget(kind: .counter, gateway: gateway, metric: .bytes)
    await #expect(throws: MeterFailure.linkGone) { try await board(.linkGone).read(target) }
  }
}
