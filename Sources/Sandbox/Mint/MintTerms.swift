package import TollGateCrypto

/// What a sandbox mint signs with, and how it behaves when nothing is wrong with it.
package struct MintTerms: Hashable, Sendable {
  package var name: String
  package var profile: MintProfile
  package var keysets: [KeysetPlan]
  package var lightning: FakeLightning
  /// Whether a request that was served may be repeated word by word for the same answer (NUT-19).
  package var caches: Bool
  /// A list in a request may be as long as this.
  package var longestList: Int
  /// How long a quote waits for its payment, in seconds; `nil` is for ever.
  package var quoteLife: UInt64?
  /// All keys follow from it; `nil` is another one each time.
  package var seed: Octets32?

  package init(
    name: String = "sandbox mint", profile: MintProfile = .nutshell, keysets: [KeysetPlan] = [KeysetPlan()],
    lightning: FakeLightning = FakeLightning(), caches: Bool = false, longestList: Int = 1000,
    quoteLife: UInt64? = 3600, seed: Octets32? = nil
  ) {
    self.name = name
    self.profile = profile
    self.keysets = keysets
    self.lightning = lightning
    self.caches = caches
    self.longestList = longestList
    self.quoteLife = quoteLife
    self.seed = seed
  }
}

/// How a mint words its refusals.
package enum MintProfile: String, Hashable, Sendable, CaseIterable {
  /// As Nutshell 0.21.0 does, which often gives a number that says nothing.
  case nutshell
  /// With the numbers of the specification.
  case nuts
}

/// A keyset that is still to be made.
package struct KeysetPlan: Hashable, Sendable {
  package enum IDVersion: String, Hashable, Sendable, CaseIterable {
    case legacy = "00"
    case current = "01"
  }

  package var unit: String
  package var version: IDVersion
  /// In thousandths of the unit for each input.
  package var inputFee: UInt64
  /// In seconds since 1970.
  package var finalExpiry: UInt64?
  /// It has keys for the first so many powers of two: fewer are made faster.
  package var powers: Int

  package init(
    unit: String = "sat", version: IDVersion = .current, inputFee: UInt64 = 0, finalExpiry: UInt64? = nil,
    powers: Int = 64
  ) {
    self.unit = unit
    self.version = version
    self.inputFee = inputFee
    self.finalExpiry = finalExpiry
    self.powers = min(max(powers, 1), 64)
  }

  /// A word that can stand in a token and in an id's hash.
  package static func isUnit(_ text: String) -> Bool {
    (1...16).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }
}

/// Invoices are paid by nobody, after they have been asked for so often, and cost what is said here.
package struct FakeLightning: Hashable, Sendable {
  /// Questions after an invoice of ours that still find it unpaid; `nil` is never paid.
  package var polls: UInt64?
  /// What the mint sets aside for the way of a payment, of its amount, in thousandths; at least one.
  package var reserve: UInt64
  /// What the way takes of what is set aside, in thousandths.
  package var used: UInt64

  package init(polls: UInt64? = 0, reserve: UInt64 = 20, used: UInt64 = 500) {
    self.polls = polls
    self.reserve = reserve
    self.used = used
  }

  func reserve(for amount: UInt64) -> UInt64 { max(FakeLightning.part(reserve, of: amount), 1) }

  /// Never more than what is set aside.
  func cost(of reserve: UInt64) -> UInt64 { FakeLightning.part(used, of: reserve) }

  private static func part(_ thousandths: UInt64, of amount: UInt64) -> UInt64 {
    let thousandths = min(thousandths, 1000)
    return amount / 1000 * thousandths + amount % 1000 * thousandths / 1000
  }
}
