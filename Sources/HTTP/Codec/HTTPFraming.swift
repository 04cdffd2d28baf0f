/// How the end of a body is found.
enum HTTPFraming: Hashable, Sendable {
  case counted(Int)
  case chunked
  case untilClose
}

extension HTTPFields {
  /// What the fields say about the length; `nil` when they say nothing. Two answers to this question are how requests are
  /// smuggled, so that any doubt is a flaw.
  func framing(_ version: HTTPVersion) throws(HTTPFlaw) -> HTTPFraming? {
    let lengths = values(of: "Content-Length")
    let codings = values(of: "Transfer-Encoding")
    guard codings.isEmpty else {
      guard lengths.isEmpty else { throw .contentLengthWithTransferEncoding }
      guard version == .v1_1, codings.count == 1, HTTPByte.isSame(codings[0].utf8, "chunked".utf8) else {
        throw .transferEncoding
      }
      return .chunked
    }
    return try Self.length(lengths).map { .counted($0) }
  }

  /// The same length may be said twice, in two lines or in one with commas.
  private static func length(_ lines: [String]) throws(HTTPFlaw) -> Int? {
    var known: Int?
    for line in lines {
      for part in Array(line.utf8).split(separator: HTTPByte.comma, omittingEmptySubsequences: false) {
        guard let length = HTTPByte.number(HTTPByte.trimmed(part), radix: 10) else { throw .contentLength }
        guard known == nil || known == length else { throw .contentLengthsDiffer }
        known = length
      }
    }
    return known
  }
}
