/// A place in a text as a person counts it.
public struct JSONPosition: Sendable, Equatable {
  /// Line, counted from 1.
  public let line: Int
  /// Column, counted from 1 in characters (Unicode scalars), not in bytes.
  public let column: Int

  /// The place of a byte offset; an offset beyond the text is the place after its last byte.
  public init(of offset: Int, in bytes: [UInt8]) {
    var (line, column) = (1, 1)
    for byte in bytes.prefix(max(0, offset)) {
      if byte == Byte.lineFeed {
        (line, column) = (line + 1, 1)
      } else if !Byte.isContinuation(byte) {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}
