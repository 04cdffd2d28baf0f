/// How much of a message is taken before a reader gives up: none of it may fill a router's memory.
package struct HTTPLimits: Hashable, Sendable {
  /// The longest line of a head, without its end.
  package var lineBytes: Int
  /// The whole of a head; a trailer has the same room once more.
  package var headBytes: Int
  package var fields: Int
  package var bodyBytes: Int
  /// What may follow the size of each chunk.
  package var chunkExtensionBytes: Int
  /// Heads of status 1xx before the answer.
  package var interimAnswers: Int

  /// The defaults are what a gateway's answer may have (B1).
  package init(
    lineBytes: Int = 8 << 10, headBytes: Int = 32 << 10, fields: Int = 100, bodyBytes: Int = 64 << 10,
    chunkExtensionBytes: Int = 256, interimAnswers: Int = 4
  ) {
    self.lineBytes = lineBytes
    self.headBytes = headBytes
    self.fields = fields
    self.bodyBytes = bodyBytes
    self.chunkExtensionBytes = chunkExtensionBytes
    self.interimAnswers = interimAnswers
  }
}
