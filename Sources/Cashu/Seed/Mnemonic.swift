package import TollGateCrypto

/// Why words are no mnemonic.
package enum MnemonicFlaw: Error, Hashable, Sendable {
  /// Neither 12, 15, 18, 21 nor 24.
  case wrongCount(Int)
  /// The word at this place, counted from 1, isn't in the list.
  case unknownWord(Int)
  /// Every word is one, but they don't belong together: one is wrong, or two have changed places.
  case wrongChecksum
}

/// Words that stand for a wallet's seed (BIP-39), to be written on paper.
package struct Mnemonic: Hashable, Sendable, Secretive {
  /// In lower case, one space between two of them.
  package let words: String

  /// Words as a person has typed them, in any case and with any space.
  package init(words: String) throws(MnemonicFlaw) {
    let typed = words.inLowerCase
    let parts = typed.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard [12, 15, 18, 21, 24].contains(parts.count) else { throw .wrongCount(parts.count) }
    var places: [Int] = []
    for (index, part) in parts.enumerated() {
      guard let place = WordList.place(of: part) else { throw .unknownWord(index + 1) }
      places.append(place)
    }
    var entropy = Mnemonic.entropy(of: places)
    defer { Wipe.bytes(&entropy) }
    guard Mnemonic.places(of: entropy) == places else { throw .wrongChecksum }
    self.words = places.map { String(Substring(WordList.words[$0])) }.joined(separator: " ")
  }

  /// 16, 20, 24, 28 or 32 bytes; nothing for another number.
  package init?(entropy: [UInt8]) {
    guard [16, 20, 24, 28, 32].contains(entropy.count) else { return nil }
    words = Mnemonic.places(of: entropy).map { String(Substring(WordList.words[$0])) }.joined(separator: " ")
  }

  /// Twelve words that nobody can foresee.
  package static func random() throws(RandomFailure) -> Mnemonic {
    var entropy = try SecureRandom.bytes(16)
    defer { Wipe.bytes(&entropy) }
    guard let mnemonic = Mnemonic(entropy: entropy) else { preconditionFailure("16 bytes are twelve words") }
    return mnemonic
  }

  package var seed: WalletSeed {
    guard let seed = WalletSeed(words: words) else { preconditionFailure("words of the list make a seed") }
    return seed
  }

  /// Eleven bits for each word; the last ones are the beginning of the hash of all others.
  private static func places(of entropy: [UInt8]) -> [Int] {
    var bits = entropy.flatMap { Mnemonic.bits(Int($0), 8) }
    bits += Mnemonic.bits(Int(SHA256.hash(entropy).a >> 56), 8).prefix(entropy.count / 4)
    return stride(from: 0, to: bits.count, by: 11).map { Mnemonic.number(bits[$0..<$0 + 11]) }
  }

  private static func entropy(of places: [Int]) -> [UInt8] {
    let bits = places.flatMap { Mnemonic.bits($0, 11) }
    return stride(from: 0, to: bits.count / 33 * 32, by: 8).map { UInt8(Mnemonic.number(bits[$0..<$0 + 8])) }
  }

  /// The highest first.
  private static func bits(_ number: Int, _ count: Int) -> [Bool] {
    (0..<count).reversed().map { number >> $0 & 1 == 1 }
  }

  private static func number(_ bits: ArraySlice<Bool>) -> Int { bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }
}
