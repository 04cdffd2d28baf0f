/// Two ways of one piece of work, measured in turns. The fastest turn of each counts, since whatever else the machine does
/// only adds to a turn; noise is how far the median of all turns is from that.
enum SideBySide {
  private static let turns = 60

  /// Prints what share of the limit's speed ours has; `work` runs a piece so many times.
  static func report(
    _ name: String, target: Int, count: Int, ours: (Int) -> Void, limit: (Int) -> Void
  ) {
    var (one, other): ([Double], [Double]) = ([], [])
    for _ in 0..<turns {
      one.append(Report.seconds { ours(count) })
      other.append(Report.seconds { limit(count) })
    }
    one.sort()
    other.sort()
    let (share, median) = (other[0] / one[0] * 100, other[turns / 2] / one[turns / 2] * 100)
    let microseconds = Double(Int(one[0] / Double(count) * 1e8)) / 100
    Report.row(
      name, "≥ \(target) % of C", "\(Int(share)) %", "±\(Int(abs(share - median))) %", "\(microseconds) µs")
  }
}
