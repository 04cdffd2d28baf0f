/// Collects one line, byte by byte, so that nothing depends on how the bytes were cut on their way.
struct HTTPLine: Sendable {
  private(set) var bytes: [UInt8] = []
  private var endsNext = false

  /// True when this byte has ended the line.
  mutating func take(_ byte: UInt8, limit: Int) throws(HTTPFlaw) -> Bool {
    if endsNext {
      guard byte == HTTPByte.lineFeed else { throw .bareCarriageReturn }
      endsNext = false
      return true
    }
    switch byte {
    case HTTPByte.carriageReturn: endsNext = true
    case HTTPByte.lineFeed: throw .bareLineFeed
    case _ where HTTPByte.isControl(byte): throw .controlCharacter
    default:
      guard bytes.count < limit else { throw .lineTooLong }
      bytes.append(byte)
    }
    return false
  }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }
}
