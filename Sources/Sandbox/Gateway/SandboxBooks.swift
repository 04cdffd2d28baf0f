package import TollGateCore

/// What a sandbox has taken and given. Tests of crashes count from here, not from what a buyer believes.
package struct SandboxBooks: Hashable, Sendable {
  /// A token that was redeemed.
  package struct Entry: Hashable, Sendable {
    package var at: CalendarMoment
    package var client: MACAddress
    /// The first 16 digits of the token's SHA-256.
    package var token: String
    package var sats: UInt64
    /// What it bought; 0 for one that was taken for nothing.
    package var granted: UInt64
  }

  /// What one client has paid, and got for it.
  package struct Account: Hashable, Sendable {
    package internal(set) var tokens: UInt64 = 0
    package internal(set) var sats: UInt64 = 0
    package internal(set) var granted: UInt64 = 0

    mutating func add(_ entry: Entry) {
      tokens += 1
      sats = sats.saturatingSum(with: entry.sats)
      granted = granted.saturatingSum(with: entry.granted)
    }
  }

  /// The sums go on when no further entry is kept.
  static let most = 1 << 16
  package private(set) var entries: [Entry] = []
  package private(set) var sum = Account()
  package private(set) var accounts: [MACAddress: Account] = [:]
  package private(set) var requests: [SandboxEndpoint: UInt64] = [:]
  package private(set) var refusals: [String: UInt64] = [:]

  mutating func add(_ entry: Entry) {
    sum.add(entry)
    accounts[entry.client, default: Account()].add(entry)
    if entries.count < SandboxBooks.most { entries.append(entry) }
  }

  mutating func count(_ endpoint: SandboxEndpoint) { requests[endpoint, default: 0] += 1 }

  mutating func count(refusal code: NoticeCode) { refusals[code.word, default: 0] += 1 }
}
