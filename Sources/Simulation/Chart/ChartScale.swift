import TollGateCore

/// Places values on a line of pixels, and finds the round values at which to write a number.
struct ChartScale {
  let greatest: Int64
  let pixels: Int64

  init(greatest: Int64, pixels: Int64) {
    self.greatest = max(greatest, 1)
    self.pixels = pixels
  }

  /// In tenths of a pixel: whole numbers print the same everywhere.
  func tenths(_ value: Int64) -> Int64 {
    let clamped = min(max(value, 0), greatest)
    let (high, low) = clamped.multipliedFullWidth(by: pixels * 10)
    return greatest.dividingFullWidth((high, low)).quotient
  }

  /// The smallest of the steps that needs at most so many marks.
  func marks(_ steps: [Int64], atMost count: Int64) -> [Int64] {
    let step = steps.first { greatest / $0 <= count } ?? max(greatest / max(count, 1), 1)
    return Array(stride(from: 0, through: greatest, by: Int64.Stride(step)))
  }

  /// "12" or "12.5".
  static func text(_ tenths: Int64) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// 1, 2, 5, 10, 20, 50 …
  static let decimal: [Int64] = {
    var steps: [Int64] = []
    var power: Int64 = 1
    for _ in 0..<18 {
      steps += [power, power * 2, power * 5]
      power *= 10
    }
    return steps
  }()

  private static let rounds = [
    Interval.milliseconds(500), .seconds(1), .seconds(5), .seconds(10), .seconds(30), .minutes(1), .minutes(2),
    .minutes(5), .minutes(10), .minutes(20), .minutes(30), .hours(1), .hours(2), .hours(3), .hours(6), .hours(12),
    .days(1), .days(2), .days(7), .days(14), .days(30),
  ]
  /// Times that clocks and calendars call round.
  static let nanoseconds = rounds.map(\.nanoseconds)
  static let milliseconds = rounds.map(\.wholeMilliseconds)
}
