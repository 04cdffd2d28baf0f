import TollGateCrypto

/// How an id fits the keys that a mint publishes under it.
package enum KeysetIdentity: Hashable, Sendable {
  case right
  /// By a formula that one mint has used for ids that begin with 01, without amounts, fee and expiry: such a keyset can be
  /// used, but its fee isn't part of its name.
  case olderFormula
  /// These keys have another id: nothing may be signed under this one.
  case wrong
}

extension MintKeys {
  /// Eight bytes from the keys alone.
  package var legacyID: KeysetID {
    .legacy(SHA256.hash(concatenated).a >> 8)
  }

  /// 33 bytes from the keys and from what the mint promises about them.
  package func currentID(unit: String, inputFee: UInt64, finalExpiry: UInt64?) -> KeysetID {
    var hash = SHA256()
    for (place, key) in keys.enumerated() {
      hash.update("\(place == 0 ? "" : ",")\(key.amount.value):\(key.compressed.hex)")
    }
    hash.update("|unit:\(unit.inLowerCase)")
    if inputFee > 0 { hash.update("|input_fee_ppk:\(inputFee)") }
    if let finalExpiry { hash.update("|final_expiry:\(finalExpiry)") }
    return .current(hash.digest)
  }

  /// Whether the id that a mint has given is the one that follows.
  package func identity(of id: KeysetID, unit: String, inputFee: UInt64, finalExpiry: UInt64?) -> KeysetIdentity {
    switch id {
    case .legacy: return id == legacyID ? .right : .wrong
    case .current(let digest):
      if id == currentID(unit: unit, inputFee: inputFee, finalExpiry: finalExpiry) { return .right }
      return digest == SHA256.hash(concatenated + Array("unit:\(unit.inLowerCase)".utf8)) ? .olderFormula : .wrong
    }
  }

  private var concatenated: [UInt8] { keys.flatMap(\.compressed.bytes) }
}

extension String {
  /// Letters of ASCII alone: units have no others.
  var inLowerCase: String {
    String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
