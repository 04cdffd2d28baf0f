package import TollGateCore

/// What a gateway has answered to one request: all that is needed to understand it. Its readers never fail, they only
/// understand less.
package struct GatewayAnswer: Sendable {
  package let status: UInt16
  /// The header `Retry-After`, as it was sent.
  package let retryAfter: String?
  package let body: [UInt8]

  package init(status: UInt16, retryAfter: String? = nil, body: [UInt8]) {
    self.status = status
    self.retryAfter = retryAfter
    self.body = body
  }

  /// How long the gateway wants to be left alone, at most ten minutes (B4). A date is none: our clock may be wrong by years.
  package var wait: Interval? {
    guard let retryAfter, let seconds = Decimal.saturating(retryAfter.utf8.trimmed) else { return nil }
    return min(.seconds(Int64(clamping: seconds)), .minutes(10))
  }
}

extension BidirectionalCollection<UInt8> {
  /// Without the white space of ASCII around it.
  var trimmed: SubSequence {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let start = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
      return self[endIndex...]
    }
    return self[start...last]
  }
}
