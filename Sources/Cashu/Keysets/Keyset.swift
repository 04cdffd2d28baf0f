package import TollGateJSON

/// What a mint says of a keyset, in its list of all of them (NUT-02).
package struct KeysetInfo: Hashable, Sendable {
  package var id: KeysetID
  package var unit: String
  /// Whether the mint still signs with it. It takes proofs of an inactive one, too.
  package var isActive: Bool
  /// In thousandths of the unit for each input.
  package var inputFee: UInt64
  /// In seconds since 1970; afterwards its proofs are worth nothing.
  package var finalExpiry: UInt64?

  package init(id: KeysetID, unit: String, isActive: Bool = true, inputFee: UInt64 = 0, finalExpiry: UInt64? = nil) {
    self.id = id
    self.unit = unit
    self.isActive = isActive
    self.inputFee = inputFee
    self.finalExpiry = finalExpiry
  }
}

/// A keyset with its keys.
package struct Keyset: Hashable, Sendable {
  package var info: KeysetInfo
  package var keys: MintKeys

  package init(_ info: KeysetInfo, _ keys: MintKeys) {
    self.info = info
    self.keys = keys
  }

  /// Whether the id is the one that follows from the rest.
  package var identity: KeysetIdentity {
    keys.identity(of: info.id, unit: info.unit, inputFee: info.inputFee, finalExpiry: info.finalExpiry)
  }

  package static func == (one: Keyset, other: Keyset) -> Bool { one.info == other.info && one.keys == other.keys }

  package func hash(into hasher: inout Hasher) { hasher.combine(info) }
}

extension KeysetInfo: MintMessage {
  /// A mint without fees may leave the fee out, and where keys are asked for, only active keysets come.
  package init(_ members: Members) throws(MessageFlaw) {
    self.init(
      id: try members.keyset("id"), unit: try members.text("unit"),
      isActive: try members.optional("active", \.bool) ?? true,
      inputFee: try members.optional("input_fee_ppk", \.uint64) ?? 0,
      finalExpiry: try members.optional("final_expiry", \.uint64))
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("id", id.hex)
    writer.member("unit", unit)
    writer.key("active")
    writer.bool(isActive)
    writer.member("input_fee_ppk", inputFee)
    writer.member(ifThere: "final_expiry", finalExpiry)
  }
}

extension Keyset: MintMessage {
  package init(_ members: Members) throws(MessageFlaw) {
    guard let keys = try members.node("keys") else { throw .missing("keys") }
    self.init(try KeysetInfo(members), try MintKeys(reading: keys))
  }

  package func write(to writer: inout JSONWriter) {
    info.write(to: &writer)
    writer.key("keys")
    keys.write(to: &writer)
  }
}
