import Testing
import TollGateCore

@Suite("lengths and moments of time") struct TimeTests {
  @Test(
    "sums, differences and products stop at the ends of the scale",
    arguments: [
      (Interval(nanoseconds: .max) + Interval(nanoseconds: 1), Int64.max),
      (Interval(nanoseconds: .min) + Interval(nanoseconds: -1), Int64.min),
      (Interval(nanoseconds: .min) - Interval(nanoseconds: 1), Int64.min),
      (Interval(nanoseconds: 5) - Interval(nanoseconds: .min), Int64.max),
      (Interval(nanoseconds: 5) - Interval(nanoseconds: .max), Int64.min + 6),
      (Interval(nanoseconds: .max) * 2, Int64.max), (Interval(nanoseconds: .max) * -2, Int64.min),
      (Interval(nanoseconds: .min) * -1, Int64.max), (.seconds(.max), Int64.max), (.seconds(.min), Int64.min),
      (.milliseconds(.max), Int64.max), (.minutes(.max), Int64.max), (.hours(.min), Int64.min),
      (.days(.max), Int64.max),
    ])
  func saturates(result: Interval, expected: Int64) {
    #expect(result.nanoseconds == expected)
  }

  @Test("the units of time fit into each other")
  func unitsFit() {
    #expect(Interval.milliseconds(1000) == .seconds(1))
    #expect(Interval.seconds(60) == .minutes(1))
    #expect(Interval.minutes(60) == .hours(1))
    #expect(Interval.hours(24) == .days(1))
    #expect(Interval.seconds(90).wholeSeconds == 90)
    #expect(Interval.milliseconds(1999).wholeSeconds == 1)
    #expect(Interval(nanoseconds: 1_999_999).wholeMilliseconds == 1)
    #expect(Interval.seconds(10) / 4 == .milliseconds(2500))
  }

  @Test("E6: a moment plus a span less the span is the moment, and never stays the latest of all")
  func momentsAdd() {
    let moment = Instant(nanoseconds: 42)
    #expect(moment + .seconds(3) - .seconds(3) == moment)
    #expect((moment + .seconds(3)) - moment == .seconds(3))
    #expect(Instant.never + .days(1) == .never)
    #expect(Instant.start - Interval(nanoseconds: .min) == .never)
    #expect(Instant.start < moment && moment < .never)
  }

  @Test("C3: an hour of running time begins on the full hour")
  func hours() {
    #expect(Instant.start.hour == 0)
    #expect((Instant.start + .hours(1) - Interval(nanoseconds: 1)).hour == 0)
    #expect((Instant.start + .hours(1)).hour == 1)
    #expect((Instant.start + .days(2)).hour == 48)
  }
}

@Suite("chance, waits and windows") struct ChanceTests {
  @Test("K10: one seed gives one sequence, another seed another")
  func seeds() {
    var first = Dice(seed: 5)
    var second = Dice(seed: 5)
    var third = Dice(seed: 6)
    let drawn = (0..<100).map { _ in first.next() }
    #expect(drawn == (0..<100).map { _ in second.next() })
    #expect(drawn != (0..<100).map { _ in third.next() })
    #expect(Set(drawn).count == 100)
    #expect(first.saved == second.saved)
  }

  @Test("a number below a bound is below it, reaches each value, and nothing lies below nothing")
  func bounds() {
    var dice = Dice(seed: 1)
    let drawn = (0..<500).map { _ in dice.below(6) }
    #expect(Set(drawn) == [0, 1, 2, 3, 4, 5])
    #expect(dice.below(0) == 0)
    #expect(dice.below(1) == 0)
  }

  @Test(
    "B4: waits double from 1 s to 60 s, each cut by up to a fifth and never longer", arguments: [1, 2, 3] as [UInt64])
  func waits(seed: UInt64) {
    var dice = Dice(seed: seed)
    var backoff = Backoff()
    for full: Int64 in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
      let wait = backoff.next(first: .seconds(1), ceiling: .seconds(60), dice: &dice)
      #expect(wait <= .seconds(full))
      #expect(wait > .milliseconds(full * 800) - Interval(nanoseconds: 1))
    }
  }

  @Test("B4: a thousand failures still give a wait at the ceiling, and a reset begins anew")
  func longRuns() {
    var dice = Dice(seed: 9)
    var backoff = Backoff()
    var last = Interval.zero
    for _ in 0..<1000 { last = backoff.next(first: .seconds(1), ceiling: .seconds(60), dice: &dice) }
    #expect(last >= .seconds(48) && last <= .seconds(60))
    backoff.reset()
    #expect(backoff.next(first: .seconds(1), ceiling: .seconds(60), dice: &dice) <= .seconds(1))
  }

  @Test("B4: devices with different seeds don't march in step")
  func jitter() {
    let waits = (0..<20).map { seed in
      var dice = Dice(seed: UInt64(seed))
      var backoff = Backoff(failures: 6)
      return backoff.next(first: .seconds(1), ceiling: .seconds(60), dice: &dice)
    }
    #expect(Set(waits).count > 15)
  }

  @Test("A10: a window lets so many begin in a stretch, and the next when the oldest leaves it", arguments: 1...6)
  func window(limit: Int) {
    var window = RequestWindow()
    let span = Interval.seconds(10)
    var now = Instant.start
    var begun: [Instant] = []
    for _ in 0..<40 {
      let next = window.next(now, limit: limit, within: span)
      #expect(next >= now)
      now = next
      window.note(now, keeping: span)
      begun.append(now)
      #expect(begun.count { now - $0 < span } <= limit)
    }
    #expect(now == .start + span * Int64(39 / limit))
    #expect(window.begun.count <= limit)
  }
}
