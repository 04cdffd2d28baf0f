/// Why bytes are no message, or more of one than was allowed.
package enum HTTPFlaw: Error, Hashable, Sendable, CaseIterable {
  /// The first line is no request or status line of HTTP.
  case startLine
  /// Another version than 1.0 and 1.1.
  case version
  /// NUL or another control character in a head.
  case controlCharacter
  case bareCarriageReturn
  case bareLineFeed
  /// A field without a name, with a blank in its name, or without a colon.
  case fieldName
  /// A field that goes on in the next line.
  case foldedField
  /// Not a number, or one that no machine can count to.
  case contentLength
  case contentLengthsDiffer
  case contentLengthWithTransferEncoding
  /// Another coding than `chunked`, or any in HTTP/1.0.
  case transferEncoding
  case chunkSize
  /// A chunk does not end where its size says.
  case chunkEnd
  case missingHost
  case repeatedHost
  /// 101: the other side speaks something else from here on.
  case switchedProtocols
  /// The connection ended before the message did.
  case endedEarly

  case lineTooLong
  case headTooLong
  case tooManyFields
  case bodyTooLong
  case chunkExtensionTooLong
  case tooManyInterimAnswers

  /// Only what is written: the length of the body and the end of the connection are this room's business.
  case reservedField
}
