package import TollGateCore

extension GatewayAnswer {
  /// The longest answer that can be one: two numbers of 19 digits and signs, with room for white space.
  private static let longestUsage = 256

  /// `used/total`, by D3: what is neither a reading nor "no session" is no reading, never zero.
  package var usage: UsageAnswer {
    guard status == 200, body.count <= GatewayAnswer.longestUsage else { return .nothing(.unreadable) }
    let parts = body.trimmed.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2 else { return .nothing(.unreadable) }
    if parts.allSatisfy({ $0.elementsEqual("-1".utf8) }) { return .reading(.noSession) }
    // Gateways count in 64 bits with a sign: a greater number is a negative one that has slipped through.
    guard let used = Decimal.exact(parts[0]), let total = Decimal.exact(parts[1]), Int64(exactly: used) != nil,
      Int64(exactly: total) != nil
    else { return .nothing(.unreadable) }
    return .reading(total > 0 ? .usage(used: used, total: total) : .noSession)
  }
}
