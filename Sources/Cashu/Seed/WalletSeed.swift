import TollGateCrypto

/// Where all secrets of a wallet come from, so that twelve words on paper bring its money back (NUT-13, BIP-39). It can't be
/// copied or printed, and is wiped at its end.
package struct WalletSeed: ~Copyable, Sendable {
  private let bytes: SecretBytes

  /// 64 bytes, or nothing.
  package init?(copying bytes: Span<UInt8>) {
    guard bytes.count == 64 else { return nil }
    self.bytes = SecretBytes(copying: bytes)
  }

  /// 12 to 24 words in the letters a to z, with any space around them; nothing for anything else. `Mnemonic` says whether they
  /// are of the list, and belong together.
  package init?(words: String) {
    let words = words.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard [12, 15, 18, 21, 24].contains(words.count),
      words.allSatisfy({ $0.count <= 8 && $0.allSatisfy { (0x61...0x7A).contains($0) } })
    else { return nil }
    var text = Array(words.joined(separator: [0x20]))
    defer { Wipe.bytes(&text) }
    bytes = PBKDF2.sha512(password: text.span, salt: Array("mnemonic".utf8).span, rounds: 2048, count: 64)
  }

  /// What the secrets of one keyset are derived from; nothing for one of 2^127 seeds.
  package borrowing func branch(of keyset: KeysetID) -> SecretBranch? {
    bytes.read { SecretBranch(seed: $0, keyset) }
  }

  /// The bytes, for whoever keeps them.
  package borrowing func read<Result, Failure>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    try bytes.read(body)
  }
}
