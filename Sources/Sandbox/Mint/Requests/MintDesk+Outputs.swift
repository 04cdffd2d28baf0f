import TollGateCashu
import TollGateCrypto

/// Outputs that can be signed, all of one keyset unless the profile allows more.
struct CheckedOutputs: Sendable {
  struct One: Sendable {
    var message: BlindedMessage
    var point: Point
    var keyset: SandboxKeyset
  }

  var all: [One]
  var unit: String
  var messages: [BlindedMessage] { all.map(\.message) }
}

extension MintDesk {
  /// In the order of Nutshell. Blank outputs have no amount yet.
  func check(_ asked: [AskedOutput], atQuote: Bool = false) throws(MintMistake) -> CheckedOutputs {
    guard let first = asked.first else { throw .noOutputs(atQuote: atQuote) }
    if terms.profile == .nutshell, asked.contains(where: { $0.keyset != first.keyset }) { throw .severalKeysets }
    var all: [CheckedOutputs.One] = []
    all.reserveCapacity(asked.count)
    for one in asked {
      guard let keyset = KeysetID(hex: one.keyset).flatMap(ledger.keyset) else { throw .outputKeysetUnknown }
      guard !keyset.isExpired(at: now) else { throw .keysetExpired }
      guard keyset.info.isActive else { throw .keysetInactive }
      guard let compressed = CompressedPoint(hex: one.point), let point = Point(compressed) else {
        throw .outputNotAPoint
      }
      let message = BlindedMessage(amount: Amount(one.amount), keyset: keyset.id, point: compressed)
      all.append(CheckedOutputs.One(message: message, point: point, keyset: keyset))
    }
    guard Set(all.map(\.message.point)).count == all.count else { throw .duplicateOutputs }
    let unit = all[0].keyset.info.unit
    guard all.allSatisfy({ $0.keyset.info.unit == unit }) else { throw .severalUnits }
    return CheckedOutputs(all: all, unit: unit)
  }

  func checkUnsigned(_ outputs: CheckedOutputs) throws(MintMistake) {
    for one in outputs.all where ledger.signatures[one.message.point] != nil { throw .alreadySigned }
    for one in outputs.all where ledger.pendingOutputs.contains(one.message.point) { throw .outputsPending }
  }

  func sum(of outputs: CheckedOutputs) throws(MintMistake) -> UInt64 {
    guard let sum = Amount.sum(outputs.messages.map(\.amount)) else { throw .amountTooGreat }
    return sum.value
  }

  /// Nothing is done yet: a signature counts once it is in the books.
  func sign(_ outputs: CheckedOutputs) throws(MintMistake) -> [BlindSignature] {
    var signatures: [BlindSignature] = []
    signatures.reserveCapacity(outputs.all.count)
    for one in outputs.all {
      signatures.append(try sign(one.point, for: one.message.amount.value, one.keyset))
    }
    return signatures
  }

  func sign(_ point: Point, for amount: UInt64, _ keyset: SandboxKeyset) throws(MintMistake) -> BlindSignature {
    guard let signer = keyset.signer(of: amount) else { throw .noKeyFor(amount) }
    let (signature, dleq) = signer.sign(point)
    return BlindSignature(
      amount: Amount(amount), keyset: keyset.id, signature: signature.compressed, dleq: dleq)
  }
}
