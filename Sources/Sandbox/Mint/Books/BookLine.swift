import TollGateCashu
import TollGateCrypto
import TollGateJSON

/// A line of the books: sixteen digits of a hash, a blank, and what has happened as JSON.
enum BookLine {
  private static let digits = 16
  private static let limits = JSONLimits(maxBytes: 32 << 20, maxDepth: 8, maxNodes: 1 << 18)

  static func written(_ changes: [MintChange]) -> [UInt8] {
    var writer = JSONWriter(reserving: 256 * changes.count)
    writer.beginArray()
    for change in changes { change.write(to: &writer) }
    writer.endArray()
    let text = writer.bytes
    return Array(SHA256.hash(text).hex.utf8.prefix(digits)) + [UInt8(ascii: " ")] + text + [UInt8(ascii: "\n")]
  }

  /// All that is whole, and how many bytes that is. Only what stands after the last whole line may be anything else.
  static func changes(in bytes: [UInt8]) throws(MintBookFailure) -> (changes: [MintChange], length: Int) {
    var changes: [MintChange] = []
    var (start, number) = (0, 0)
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      guard let read = read(bytes[start..<end]) else {
        // What a crash leaves behind is at the very end.
        guard end + 1 == bytes.count else { throw .unreadable(line: number) }
        return (changes, start)
      }
      changes += read
      start = end + 1
    }
    return (changes, start)
  }

  private static func read(_ line: ArraySlice<UInt8>) -> [MintChange]? {
    let text = Array(line.dropFirst(digits + 1))
    guard line.prefix(digits).elementsEqual(SHA256.hash(text).hex.utf8.prefix(digits)),
      let nodes = try? JSONReader.read(text, limits: limits).array
    else { return nil }
    let changes = nodes.compactMap { try? MintChange(Members($0)) }
    return changes.count == nodes.count ? changes : nil
  }
}
