package import TollGateCore

/// What a client has bought, and how much of it is used. A gateway keeps it in memory alone.
struct SandboxSession: Hashable, Sendable {
  var metric: String
  var allotment: UInt64
  /// Moved by every purchase: usage begins anew while the allotment adds up (facts §1.3).
  var startedAt: CalendarMoment
  /// Counted by whoever counts bytes, since then.
  var carried: UInt64 = 0
  var isOver = false

  /// Time has whole seconds; bytes are those that were counted, and what everybody uses by itself.
  func used(at now: CalendarMoment, _ terms: SandboxTerms) -> UInt64 {
    let seconds = now.wholeSeconds(since: startedAt)
    guard metric == "bytes" else { return seconds.saturatingProduct(with: 1000) }
    return carried.saturatingSum(with: seconds.saturatingProduct(with: terms.bytesPerSecond))
  }
}

extension UInt64 {
  func saturatingProduct(with other: UInt64) -> UInt64 {
    let (product, isTooMuch) = multipliedReportingOverflow(by: other)
    return isTooMuch ? .max : product
  }

  func saturatingSum(with other: UInt64) -> UInt64 {
    let (sum, isTooMuch) = addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }
}

/// Who asks: an address as text, and the hardware address that was found for it.
package struct SandboxClient: Hashable, Sendable {
  package var address: String
  package var mac: MACAddress?

  package init(address: String, mac: MACAddress?) {
    self.address = address
    self.mac = mac
  }
}
