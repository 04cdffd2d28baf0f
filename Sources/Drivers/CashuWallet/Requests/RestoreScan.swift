/// Which numbers of a keyset to ask a mint for, until it has known none for long (NUT-13).
package struct RestoreScan: Hashable, Sendable {
  package static let batch: UInt32 = 100
  /// So many batches in which the mint knows nothing end the scan.
  package static let patience = 3

  /// Far more than a wallet uses in its life. A mint that claims to know every number can't use up a keyset, whose numbers
  /// serve all mints that publish it.
  package static let most: UInt32 = 1 << 24

  private var start: UInt32
  private let end: UInt32
  private var empty = 0
  /// One more than the greatest number that was found, and never less than what is known to be used.
  package private(set) var counter: UInt32

  /// `counter` is what the wallet itself has used of the keyset.
  package init(counter: UInt32 = 0) {
    start = 0
    let (end, isTooGreat) = counter.addingReportingOverflow(RestoreScan.most)
    self.end = isTooGreat ? 1 << 31 : min(end, 1 << 31)
    self.counter = counter
  }

  /// The numbers to ask for next; nothing when all are known. What the wallet has used itself is asked for in any case.
  package var next: Range<UInt32>? {
    guard start < end, empty < RestoreScan.patience || start < counter else { return nil }
    return start..<min(start + RestoreScan.batch, end)
  }

  /// Which of the numbers that were asked for the mint has signed.
  package mutating func heard(_ found: some Sequence<UInt32>) {
    guard let asked = next else { return }
    let newest = found.filter(asked.contains).max()
    if let newest {
      empty = 0
      counter = max(counter, newest + 1)
    } else {
      empty += 1
    }
    start = asked.upperBound
  }
}
