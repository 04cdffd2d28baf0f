/// The file in which the Go module keeps tokens that it could not take back: `time | mint | token | error` on each line.
package struct RecoveryList: Sendable {
  package struct Line: Sendable {
    /// Counted from 1.
    package let number: Int
    /// Nothing where the line is none of these.
    package let token: [UInt8]?
  }

  /// Far more than anybody has lost.
  package static let longest = 16 << 20

  package let lines: [Line]

  /// Empty lines are passed over; a token stands between bars, or alone on its line.
  package init(_ bytes: [UInt8]) {
    lines = bytes.prefix(RecoveryList.longest)
      .split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
      .compactMap { place, line in
        let fields = line.split(separator: UInt8(ascii: "|")).map(RecoveryList.trimmed)
        if fields.allSatisfy(\.isEmpty) { return nil }
        return Line(number: place + 1, token: fields.first { $0.starts(with: "cashu".utf8) })
      }
  }

  private static func trimmed(_ field: ArraySlice<UInt8>) -> [UInt8] {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let start = field.firstIndex(where: { !isSpace($0) }), let last = field.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return Array(field[start...last])
  }
}
