import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintDesk {
  mutating func swap(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let asked = try body.list("inputs") { node throws(MessageFlaw) in try AskedProof(node) }
    let askedOutputs = try body.list("outputs") { node throws(MessageFlaw) in try AskedOutput(node) }
    let inputs = try check(asked)
    let outputs = try check(askedOutputs)
    guard inputs.unit == outputs.unit else { throw .unitMismatch }
    let sum = try sum(of: outputs)
    guard sum <= inputs.sum else { throw .outputsExceedInputs(inputs.sum, sum) }
    guard inputs.sum - sum == inputs.fee else {
      throw .unbalanced(inputs: inputs.sum, fee: inputs.fee, outputs: sum)
    }
    try checkLocks(inputs, outputs.messages)
    if disturbance.isPending { throw .inputsPending }
    try checkUnspent(inputs)
    try checkUnsigned(outputs)
    let signatures = try sign(outputs)
    try commit(
      inputs.spent.map(MintChange.spent) + zip(outputs.messages, signatures).map { .signed($0.point, $1) } + [
        .booked(unit: inputs.unit, MintSums(fees: inputs.fee))
      ])
    return SignaturesAnswer(disturbance.spoilt(signatures)).body
  }

  func states(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let points = try body.list("Ys") { node throws(MessageFlaw) in
      guard let text = node.string else { throw .wrong("Ys") }
      return text
    }
    var writer = JSONWriter(reserving: 128 * points.count)
    writer.beginObject()
    writer.objects("states", points) { text, writer in
      let (state, witness) = state(of: text)
      writer.pair("Y", text)
      writer.pair("state", state.rawValue)
      writer.key("witness")
      if let witness { writer.string(witness) } else { writer.null() }
    }
    writer.endObject()
    return writer.bytes
  }

  /// What is no point is as unknown as a point that was never seen.
  private func state(of text: String) -> (ProofState, witness: String?) {
    guard !disturbance.isPending else { return (.pending, nil) }
    guard let point = CompressedPoint(hex: text) else { return (.unspent, nil) }
    if let proof = ledger.spent[point] { return (.spent, proof.witness) }
    return (ledger.pending[point] == nil ? .unspent : .pending, nil)
  }

  func restore(_ body: AskedBody) throws(MintMistake) -> [UInt8] {
    let asked = try body.list("outputs") { node throws(MessageFlaw) in try AskedOutput(node) }
    guard !asked.isEmpty else { throw .noOutputs(atQuote: false) }
    var known: [(output: BlindedMessage, signature: BlindSignature)] = []
    for one in asked {
      guard let point = CompressedPoint(hex: one.point), let signature = ledger.signatures[point] else { continue }
      known.append((BlindedMessage(amount: signature.amount, keyset: signature.keyset, point: point), signature))
    }
    let signatures = disturbance.spoilt(known.map(\.signature))
    return RestoreAnswer(zip(known, signatures).map { ($0.output, $1) }).body
  }
}
