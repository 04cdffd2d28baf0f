import TollGateCore
import TollGateJSON
import TollGateTrace

/// How one append stands in the file: a line that a person can read, with its length and checksum before it, so that a torn
/// one is known (E4).
enum JournalRecord {
  /// What the first line of a journal says; a file that begins otherwise is none, and is not touched.
  static let heading = Array("tollgate-journal-1\n".utf8)
  /// A checkpoint of a full ledger is the greatest.
  static let longest = Trace.limits.maxBytes
  /// Eight digits, a space, eight digits, a space.
  private static let prefix = 18

  static func bytes(of entries: [JournalEntry]) -> [UInt8] {
    let text = Trace.line(entries)
    return hex(UInt32(truncatingIfNeeded: text.count)) + [space] + hex(CRC32.of(text)) + [space] + text + [newline]
  }

  /// The records of a file behind its heading, and how many bytes of it are good.
  static func read(_ bytes: [UInt8]) -> (entries: [JournalEntry], good: Int)? {
    guard bytes.starts(with: heading) else { return nil }
    var (entries, good) = ([JournalEntry](), heading.count)
    while let (next, length) = record(bytes[good...]) {
      entries += next
      good += length
    }
    return (entries, good)
  }

  private static func record(_ bytes: ArraySlice<UInt8>) -> ([JournalEntry], length: Int)? {
    let start = bytes.startIndex
    guard bytes.count > prefix, bytes[start + 8] == space, bytes[start + 17] == space,
      let length = number(bytes[start..<start + 8]), let sum = number(bytes[start + 9..<start + 17]),
      length <= longest, bytes.count > prefix + Int(length)
    else { return nil }
    let end = start + prefix + Int(length)
    let text = Array(bytes[start + prefix..<end])
    guard bytes[end] == newline, CRC32.of(text) == sum else { return nil }
    guard let entries = try? Trace.read([JournalEntry].self, from: text) else { return nil }
    return (entries, prefix + Int(length) + 1)
  }

  private static let space = UInt8(ascii: " ")
  private static let newline = UInt8(ascii: "\n")

  private static func hex(_ number: UInt32) -> [UInt8] {
    stride(from: UInt32(28), through: 0, by: -4).map { shift in
      let digit = UInt8(truncatingIfNeeded: number >> shift) & 15
      return digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt32? {
    var number: UInt32 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return number
  }
}
