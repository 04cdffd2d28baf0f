import TollGateCrypto

extension Token {
  /// The token as version 4, for any receiver of today. The text is money: whoever sees it can spend it.
  package var text: [UInt8] {
    var text = Array("cashuB".utf8)
    let bytes = cbor
    text.reserveCapacity(6 + bytes.count / 3 * 4 + 4)
    Base64URL.append(bytes.span, to: &text)
    return text
  }

  /// The token in its binary form.
  package var binary: [UInt8] { Array("crawB".utf8) + cbor }

  private var cbor: [UInt8] {
    let parts = self.parts
    var writer = CBORWriter(reserving: 256 + 256 * proofs.count)
    writer.map(memo == nil ? 3 : 4)
    writer.key("t")
    writer.array(parts.count)
    for part in parts {
      writer.map(2)
      writer.key("i")
      writer.string(part.keyset.bytes)
      writer.key("p")
      writer.array(part.places.count)
      for place in part.places { writer.proof(proofs[place]) }
    }
    if let memo {
      writer.key("d")
      writer.text(memo)
    }
    writer.key("m")
    writer.text(mint)
    writer.key("u")
    writer.text(unit)
    return writer.bytes
  }

  /// The proofs of each keyset, in the order in which they come.
  private var parts: [(keyset: KeysetReference, places: [Int])] {
    var parts: [(keyset: KeysetReference, places: [Int])] = []
    var places: [KeysetReference: Int] = [:]
    for (index, proof) in proofs.enumerated() {
      if let last = parts.indices.last, parts[last].keyset == proof.keyset {
        parts[last].places.append(index)
      } else if let place = places[proof.keyset] {
        parts[place].places.append(index)
      } else {
        places[proof.keyset] = parts.count
        parts.append((proof.keyset, [index]))
      }
    }
    return parts
  }
}

extension CBORWriter {
  fileprivate mutating func proof(_ proof: TokenProof) {
    map(3 + (proof.dleq == nil ? 0 : 1) + (proof.witness == nil ? 0 : 1))
    key("a")
    unsigned(proof.amount.value)
    key("s")
    text(proof.secret.text)
    key("c")
    point(proof.signature)
    if let dleq = proof.dleq {
      key("d")
      map(3)
      key("e")
      octets32(dleq.dleq.e)
      key("s")
      octets32(dleq.dleq.s)
      key("r")
      octets32(dleq.factor.scalar.octets)
    }
    if let witness = proof.witness {
      key("w")
      text(witness)
    }
  }
}
