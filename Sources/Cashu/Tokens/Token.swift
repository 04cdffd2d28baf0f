import TollGateCrypto

/// Money on its way: proofs of one mint in one unit, as a text that can be handed on (NUT-00).
package struct Token: Hashable, Sendable {
  /// The longest text that is read; far more proofs than a mint takes at once.
  package static let longest = 1 << 20

  /// The mint's address, as it was written.
  package let mint: String
  package let unit: String
  package let memo: String?
  package let proofs: [TokenProof]
  /// What is written on it; the receiver's mint keeps its fee of that.
  package let amount: Amount

  package init(mint: String, unit: String, memo: String? = nil, proofs: [TokenProof]) throws(TokenFlaw) {
    guard !proofs.isEmpty else { throw .empty }
    guard proofs.allSatisfy({ $0.amount > .zero }) else { throw .zeroAmount }
    guard let amount = Amount.sum(proofs.lazy.map(\.amount)) else { throw .tooMuch }
    var secrets = Set<ProofSecret>(minimumCapacity: proofs.count)
    for proof in proofs where !secrets.insert(proof.secret).inserted { throw .secretTwice }
    self.mint = mint
    self.unit = unit
    self.memo = memo
    self.proofs = proofs
    self.amount = amount
  }

  /// Keysets with a long id are named by their beginning, as NUT-02 has it.
  package init(mint: String, unit: String, memo: String? = nil, proofs: [Proof]) throws(TokenFlaw) {
    try self.init(
      mint: mint, unit: unit, memo: memo, proofs: proofs.map { $0.naming(KeysetReference(shortening: $0.keyset)) })
  }

  /// A token in either version, with space around it or not. Whether its points lie on the curve is not looked at, and nothing
  /// of it is proven.
  package static func read(_ text: [UInt8]) throws(TokenFlaw) -> Token {
    guard text.count <= longest else { throw .tooLong }
    let text = text.withoutSpaceAround
    guard text.count > 6, text.starts(with: "cashu".utf8) else { throw .notAToken }
    let version = text[text.startIndex + 5]
    guard version == UInt8(ascii: "A") || version == UInt8(ascii: "B") else { throw .unknownVersion }
    let characters = text.dropFirst(6)
    guard let bytes = Base64URL.bytes(characters.span) else { throw .badBase64 }
    return version == UInt8(ascii: "B") ? try readV4(bytes) : try readV3(bytes)
  }

  package static func read(_ text: String) throws(TokenFlaw) -> Token { try read(Array(text.utf8)) }

  /// A token in its binary form.
  package static func read(binary bytes: [UInt8]) throws(TokenFlaw) -> Token {
    guard bytes.count <= longest else { throw .tooLong }
    guard bytes.starts(with: "craw".utf8), bytes.count > 4 else { throw .notAToken }
    guard bytes[4] == UInt8(ascii: "B") else { throw .unknownVersion }
    return try readV4(Array(bytes.dropFirst(5)))
  }

  /// Why the proofs of a token can't be named in full.
  package enum UnresolvedKeyset: Error, Hashable, Sendable {
    case unknown(KeysetReference)
    case ambiguous(KeysetReference)
  }

  /// The proofs with the full ids of their keysets, which must be among these of the mint.
  package func proofs(among ids: [KeysetID]) throws(UnresolvedKeyset) -> [Proof] {
    var resolved: [KeysetReference: KeysetID] = [:]
    var named: [Proof] = []
    named.reserveCapacity(proofs.count)
    for proof in proofs {
      let reference = proof.keyset
      if resolved[reference] == nil {
        switch reference.resolved(among: ids) {
        case .known(let id): resolved[reference] = id
        case .unknown: throw .unknown(reference)
        case .ambiguous: throw .ambiguous(reference)
        }
      }
      guard let id = resolved[reference] else { throw .unknown(reference) }
      named.append(proof.naming(id))
    }
    return named
  }
}

extension Array<UInt8> {
  /// Without the white space of ASCII around it.
  var withoutSpaceAround: ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let start = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
      return []
    }
    return self[start...last]
  }
}
