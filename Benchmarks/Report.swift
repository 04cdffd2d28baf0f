/// A table on standard output: what was wanted, what was measured, how much the runs differ among themselves.
enum Report {
  static func heading() {
    row("figure", "target (o)", "median", "noise", "of target")
    print(String(repeating: "-", count: 92))
  }

  static func row(_ cells: String...) {
    let widths = [40, 16, 16, 8, 10]
    var line = ""
    for (cell, width) in zip(cells, widths) {
      line += cell + String(repeating: " ", count: max(1, width - cell.count))
    }
    print(line)
  }

  /// Rates of several runs of the same work in one process; noise is half the spread over the median.
  static func rates(_ name: String, target: Double, unit: String, _ samples: [Double]) {
    let sorted = samples.sorted()
    guard let low = sorted.first, let high = sorted.last else { return }
    let median = sorted[sorted.count / 2]
    row(
      name, short(target) + " " + unit, short(median) + " " + unit, "±\(Int((high - low) / 2 / median * 100)) %",
      "\(Int(median / target * 100)) %")
  }

  static func short(_ value: Double) -> String {
    if value >= 1e6 { return "\(Double(Int(value / 1e4)) / 100) M" }
    if value >= 1e3 { return "\(Int(value / 1e3)) k" }
    return "\(Int(value))"
  }

  static func seconds(of work: () -> Void) -> Double {
    let spent = ContinuousClock().measure(work).components
    return Double(spent.seconds) + Double(spent.attoseconds) / 1e18
  }
}
