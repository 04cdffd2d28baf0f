import Testing
import TollGateCashu

@Suite struct AmountTests {
  @Test("F1: an amount reaches to 2^64-1, and no sum wraps")
  func bounds() {
    let most = Amount(.max)
    #expect(most.adding(Amount(1)) == nil)
    #expect(Amount.sum([most, .zero]) == most)
    #expect(Amount.sum([Amount(1 << 63), Amount(1 << 63)]) == nil)
    #expect(Amount(3).subtracting(Amount(4)) == nil)
    #expect(Amount(4).subtracting(Amount(4)) == .zero)
  }

  @Test(
    "F1: an amount is split into its powers of two, ascending", arguments: [0, 1, 13, 64, 1 << 63, .max] as [UInt64])
  func powersOfTwo(_ value: UInt64) {
    let parts = Amount(value).powersOfTwo
    #expect(Amount.sum(parts) == Amount(value))
    #expect(parts == parts.sorted() && Set(parts).count == parts.count)
    #expect(parts.allSatisfy { $0.value.nonzeroBitCount == 1 })
  }

  @Test(
    "NUT-08: blank outputs for a reserve of any size",
    arguments: [(0, 0), (1, 1), (2, 1), (3, 2), (1000, 10), (1024, 10), (1025, 11)])
  func blanks(_ reserve: Int, _ outputs: Int) {
    #expect(Amount(UInt64(reserve)).blankOutputs == outputs)
  }

  @Test("NUT-08: the greatest reserve has 64 blank outputs")
  func mostBlanks() { #expect(Amount(.max).blankOutputs == 64) }

  @Test("NUT-02: the fee is rounded up once, over all inputs")
  func fees() {
    #expect(InputFee.of([UInt64]()) == .zero)
    #expect(InputFee.of(inputs: 1, partsPerThousand: 100) == Amount(1))
    #expect(InputFee.of(inputs: 10, partsPerThousand: 100) == Amount(1))
    #expect(InputFee.of(inputs: 11, partsPerThousand: 100) == Amount(2))
    #expect(InputFee.of([100, 0, 900]) == Amount(1))
    #expect(InputFee.of([UInt64.max]) == Amount(UInt64.max / 1000 + 1))
    #expect(InputFee.of([UInt64.max, 1]) == nil)
    #expect(InputFee.of(inputs: 2, partsPerThousand: .max) == nil)
  }
}
