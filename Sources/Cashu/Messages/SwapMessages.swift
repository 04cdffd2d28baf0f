package import TollGateCrypto
package import TollGateJSON

/// To `/v1/swap` (NUT-03): proofs for signatures of as much, less the fee.
package struct SwapRequest: MintMessage, Hashable {
  package let inputs: [Proof]
  package let outputs: [BlindedMessage]

  package init(inputs: [Proof], outputs: [BlindedMessage]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  package init(_ members: Members) throws(MessageFlaw) {
    inputs = try members.list("inputs") { node throws(MessageFlaw) in try Proof(node) }
    outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
  }

  package func write(to writer: inout JSONWriter) {
    writer.list("inputs", inputs)
    writer.list("outputs", outputs)
  }
}

/// What a swap or the redemption of a quote brings, in the order of the outputs.
package struct SignaturesAnswer: MintMessage, Hashable {
  package let signatures: [BlindSignature]

  package init(_ signatures: [BlindSignature]) { self.signatures = signatures }

  package init(_ members: Members) throws(MessageFlaw) {
    signatures = try members.list("signatures") { node throws(MessageFlaw) in try BlindSignature(node) }
  }

  package func write(to writer: inout JSONWriter) { writer.list("signatures", signatures) }
}

/// To `/v1/restore` (NUT-09): which of these have been signed?
package struct RestoreRequest: MintMessage, Hashable {
  package let outputs: [BlindedMessage]

  package init(_ outputs: [BlindedMessage]) { self.outputs = outputs }

  package init(_ members: Members) throws(MessageFlaw) {
    outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
  }

  package func write(to writer: inout JSONWriter) { writer.list("outputs", outputs) }
}

/// The outputs that the mint knows, each with its signature.
package struct RestoreAnswer: MintMessage, Hashable {
  package let outputs: [BlindedMessage]
  package let signatures: [BlindSignature]

  /// Both lists are of one length.
  package init(_ pairs: [(output: BlindedMessage, signature: BlindSignature)]) {
    outputs = pairs.map(\.output)
    signatures = pairs.map(\.signature)
  }

  package init(_ members: Members) throws(MessageFlaw) {
    outputs = try members.list("outputs") { node throws(MessageFlaw) in try BlindedMessage(node) }
    signatures = try members.list("signatures") { node throws(MessageFlaw) in try BlindSignature(node) }
    guard outputs.count == signatures.count else { throw .wrong("signatures") }
  }

  package func write(to writer: inout JSONWriter) {
    writer.list("outputs", outputs)
    writer.list("signatures", signatures)
  }

  /// By the point that was sent: the amounts of a restore are the mint's.
  package var signaturesByPoint: [CompressedPoint: BlindSignature] {
    Dictionary(zip(outputs.map(\.point), signatures), uniquingKeysWith: { first, _ in first })
  }
}
