import TollGateCrypto

extension Token {
  static func readV4(_ bytes: [UInt8]) throws(TokenFlaw) -> Token {
    var reader = CBORReader(bytes)
    let fields: TokenFields
    do {
      fields = try reader.token()
      try reader.end()
    } catch {
      throw .badCBOR(error)
    }
    return try Token(mint: fields.mint, unit: fields.unit, memo: fields.memo, proofs: fields.proofs)
  }
}

private struct TokenFields {
  let mint, unit: String
  let memo: String?
  let proofs: [TokenProof]
}

/// Keys may come in any order, and unknown ones are passed over.
extension CBORReader {
  fileprivate mutating func token() throws(CBORMistake) -> TokenFields {
    let start = position
    var mint, unit, memo: String?
    var proofs: [TokenProof]?
    var items = try openMap()
    while try hasNext(&items) {
      switch try key() {
      case "m": try fill(&mint) { reader throws(CBORMistake) in try reader.text() }
      case "u": try fill(&unit) { reader throws(CBORMistake) in try reader.text() }
      case "d": try fillIfThere(&memo) { reader throws(CBORMistake) in try reader.text() }
      case "t": try fill(&proofs) { reader throws(CBORMistake) in try reader.parts() }
      default: try skip()
      }
    }
    guard let mint, let unit, let proofs else { throw mistake(.missingKey, at: start) }
    return TokenFields(mint: mint, unit: unit, memo: memo, proofs: proofs)
  }

  /// All proofs, of each keyset in its turn.
  private mutating func parts() throws(CBORMistake) -> [TokenProof] {
    var proofs: [TokenProof] = []
    var items = try openArray()
    while try hasNext(&items) { try part(&proofs) }
    return proofs
  }

  private mutating func part(_ proofs: inout [TokenProof]) throws(CBORMistake) {
    let start = position
    var keyset: KeysetReference?
    var (hasProofs, passedOver) = (false, Int?.none)
    var items = try openMap()
    while try hasNext(&items) {
      switch try key() {
      case "i": try fill(&keyset) { reader throws(CBORMistake) in try reader.keysetReference() }
      case "p":
        guard !hasProofs else { throw mistake(.repeatedKey) }
        hasProofs = true
        if let keyset {
          try self.proofs(of: keyset, into: &proofs)
        } else {
          passedOver = position
          try skip()
        }
      default: try skip()
      }
    }
    guard let keyset, hasProofs else { throw mistake(.missingKey, at: start) }
    guard let passedOver else { return }
    let end = position
    position = passedOver
    try self.proofs(of: keyset, into: &proofs)
    position = end
  }

  private mutating func proofs(of keyset: KeysetReference, into proofs: inout [TokenProof]) throws(CBORMistake) {
    var items = try openArray()
    if let left = items.left { proofs.reserveCapacity(proofs.count + Int(min(left, 1000))) }
    while try hasNext(&items) { proofs.append(try proof(of: keyset)) }
  }

  private mutating func proof(of keyset: KeysetReference) throws(CBORMistake) -> TokenProof {
    let start = position
    var amount: UInt64?
    var secret: ProofSecret?
    var signature: CompressedPoint?
    var dleq: ProofDLEQ?
    var witness: String?
    var items = try openMap()
    while try hasNext(&items) {
      switch try key() {
      case "a": try fill(&amount) { reader throws(CBORMistake) in try reader.unsigned() }
      case "s": try fill(&secret) { reader throws(CBORMistake) in try reader.secret() }
      case "c": try fill(&signature) { reader throws(CBORMistake) in try reader.point() }
      case "d": try fillIfThere(&dleq) { reader throws(CBORMistake) in try reader.dleq() }
      case "w": try fillIfThere(&witness) { reader throws(CBORMistake) in try reader.text() }
      default: try skip()
      }
    }
    guard let amount, let secret, let signature else { throw mistake(.missingKey, at: start) }
    return TokenProof(
      amount: Amount(amount), keyset: keyset, secret: secret, signature: signature, dleq: dleq, witness: witness)
  }

  private mutating func keysetReference() throws(CBORMistake) -> KeysetReference {
    let start = position
    let place = try string(2)
    guard let keyset = KeysetReference(bytes.span.extracting(place)) else { throw mistake(.badValue, at: start) }
    return keyset
  }

  private mutating func secret() throws(CBORMistake) -> ProofSecret {
    let start = position
    guard let secret = ProofSecret(try text()) else { throw mistake(.badValue, at: start) }
    return secret
  }

  private mutating func dleq() throws(CBORMistake) -> ProofDLEQ {
    let start = position
    var e, s, r: Octets32?
    var items = try openMap()
    while try hasNext(&items) {
      switch try key() {
      case "e": try fill(&e) { reader throws(CBORMistake) in try reader.octets32() }
      case "s": try fill(&s) { reader throws(CBORMistake) in try reader.octets32() }
      case "r": try fill(&r) { reader throws(CBORMistake) in try reader.octets32() }
      default: try skip()
      }
    }
    guard let e, let s, let r else { throw mistake(.missingKey, at: start) }
    guard let factor = BlindingFactor(r) else { throw mistake(.badValue, at: start) }
    return ProofDLEQ(DLEQ(e: e, s: s), factor)
  }
}
