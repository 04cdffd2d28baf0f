import TollGateCore

/// Draws from one seed, so that the same number makes the same world everywhere.
struct Imagination {
  var dice: Dice

  init(seed: UInt64) { dice = Dice(seed: seed) }

  mutating func number(_ range: ClosedRange<UInt64>) -> UInt64 {
    range.lowerBound + dice.below(range.upperBound - range.lowerBound + 1)
  }

  mutating func index(_ count: Int) -> Int { Int(dice.below(UInt64(count))) }
  mutating func pick<T>(_ all: [T]) -> T { all[index(all.count)] }
  mutating func chance(_ percent: UInt64) -> Bool { dice.below(100) < percent }
  mutating func seconds(_ range: ClosedRange<UInt64>) -> Interval { .milliseconds(Int64(number(range) * 1000)) }
  mutating func milliseconds(_ range: ClosedRange<UInt64>) -> Interval { .milliseconds(Int64(number(range))) }
  mutating func moment(before end: Instant) -> Instant {
    Instant(nanoseconds: Int64(dice.below(UInt64(max(end.nanoseconds, 1)))))
  }
}
