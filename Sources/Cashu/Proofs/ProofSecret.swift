package import TollGateCrypto

/// The text that whoever holds it can spend a proof with. It is hashed and sent exactly as it was received: another
/// spelling of the same lock is another secret.
package struct ProofSecret: Hashable, Sendable, Secretive {
  /// The most that mints take, in characters.
  package static let longest = 1024

  package let text: String

  /// Nothing for no text, and for one that mints refuse as too long.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= ProofSecret.longest * 4, text.hasAtMost(ProofSecret.longest) else {
      return nil
    }
    self.text = text
  }

  /// 32 bytes, spelled as 64 digits.
  package init(_ octets: Octets32) { text = octets.hex }

  /// A secret that nobody else can know, and that no seed brings back.
  package static func random() throws(RandomFailure) -> ProofSecret { ProofSecret(try SecureRandom.octets32()) }

  /// The point that stands for the secret at the mint: it is blinded, signed, and asked after.
  package var point: Point { HashToCurve.point(of: text.utf8.span) }

  /// By bytes: `==` of texts would call two spellings of one accented letter equal.
  package static func == (one: ProofSecret, other: ProofSecret) -> Bool {
    one.text.utf8.count == other.text.utf8.count && one.text.utf8.elementsEqual(other.text.utf8)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension String {
  fileprivate func hasAtMost(_ characters: Int) -> Bool {
    utf8.count <= characters || unicodeScalars.count <= characters
  }
}
