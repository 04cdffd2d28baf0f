import TollGateCrypto
package import TollGateJSON

extension BlindedMessage: MintMessage {
  package init(_ members: Members) throws(MessageFlaw) {
    self.init(
      amount: try members.amount("amount"), keyset: try members.keyset("id"), point: try members.point("B_"))
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("amount", amount.value)
    writer.member("id", keyset.hex)
    writer.member("B_", point.hex)
  }
}

extension DLEQ: MintMessage {
  package init(_ members: Members) throws(MessageFlaw) {
    self.init(e: try members.octets32("e"), s: try members.octets32("s"))
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("e", e.hex)
    writer.member("s", s.hex)
  }
}

extension BlindSignature: MintMessage {
  package init(_ members: Members) throws(MessageFlaw) {
    self.init(
      amount: try members.amount("amount"), keyset: try members.keyset("id"), signature: try members.point("C_"),
      dleq: try members.node("dleq").map { node throws(MessageFlaw) in try DLEQ(node) })
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("amount", amount.value)
    writer.member("id", keyset.hex)
    writer.member("C_", signature.hex)
    guard let dleq else { return }
    writer.key("dleq")
    writer.object(dleq)
  }
}

/// As it goes to a mint: without the DLEQ, whose factor would tell the mint which of its signatures this is.
extension ProofOf: MintMessage where Keyset == KeysetID {
  package init(_ members: Members) throws(MessageFlaw) {
    self = try Self.read(members, keyset: try members.keyset("id"))
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("amount", amount.value)
    writer.member("id", keyset.hex)
    writer.member("secret", secret.text)
    writer.member("C", signature.hex)
    writer.member(ifThere: "witness", witness)
  }
}

extension ProofOf {
  static func read(_ members: Members, keyset: Keyset) throws(MessageFlaw) -> Self {
    ProofOf(
      amount: try members.amount("amount"), keyset: keyset,
      secret: try members.required("secret") { $0.string.flatMap(ProofSecret.init(_:)) },
      signature: try members.point("C"),
      dleq: try members.node("dleq").flatMap { node throws(MessageFlaw) in try ProofDLEQ.read(try Members(node)) },
      witness: try members.optional("witness", \.string))
  }
}

extension ProofDLEQ {
  /// Without the factor there is nothing that a receiver could check.
  fileprivate static func read(_ members: Members) throws(MessageFlaw) -> ProofDLEQ? {
    guard try members.node("r") != nil else { return nil }
    let factor = try members.required("r") { $0.string.flatMap { Octets32(hex: $0) }.flatMap(BlindingFactor.init(_:)) }
    return ProofDLEQ(try DLEQ(members), factor)
  }
}
