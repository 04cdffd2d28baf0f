import Synchronization
package import TollGateCrypto
import TollGateLinux

/// A Cashu mint in the process: real keys, real signatures and proofs of them, and a Lightning network that pays by itself.
/// It answers one request at a time, and each of them as a whole.
package final class SandboxMint: Sendable {
  let desk: Mutex<MintDesk>
  private let clock: @Sendable () -> CalendarMoment
  package let terms: MintTerms

  /// In memory: its books end with it.
  package init(
    _ terms: MintTerms = MintTerms(), clock: @escaping @Sendable () -> CalendarMoment = { .now }
  ) throws(RandomFailure) {
    self.terms = terms
    self.clock = clock
    var desk = MintDesk(terms)
    _ = desk.found(try SandboxMint.seed(terms))
    self.desk = Mutex(desk)
  }

  /// With books in a folder, which is made if there is none: what is answered is there, and what was there before is
  /// known again. The keysets of older books count, not those of the terms.
  package init(
    _ terms: MintTerms = MintTerms(), folder: String, clock: @escaping @Sendable () -> CalendarMoment = { .now }
  ) throws(MintBookFailure) {
    self.terms = terms
    self.clock = clock
    let (journal, changes) = try MintJournal.open(in: folder)
    var desk = MintDesk(terms, journal: journal)
    for change in changes { desk.ledger.apply(change) }
    if changes.isEmpty {
      guard let seed = try? SandboxMint.seed(terms) else { throw .noRandomNumbers }
      guard desk.found(seed) else { throw .system(.last) }
    }
    self.desk = Mutex(desk)
  }

  /// What the mint answers. It does not wait for anything: even a request that is never answered comes back at once.
  package func answer(_ method: String, _ path: String, _ body: [UInt8] = []) -> MintOutcome {
    let now = UInt64(max(clock().seconds, 0))
    return desk.withLock { desk in
      desk.now = now
      return desk.answer(method, path, body)
    }
  }

  private static func seed(_ terms: MintTerms) throws(RandomFailure) -> Octets32 {
    guard let seed = terms.seed else { return try SecureRandom.octets32() }
    return seed
  }
}
