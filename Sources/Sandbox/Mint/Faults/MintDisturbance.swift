import TollGateCashu
import TollGateCrypto

/// All that goes wrong with one request to a mint.
struct MintDisturbance: Hashable, Sendable {
  enum Payment: Hashable, Sendable {
    case fails, failsLater, arrivesLater
  }

  /// What comes instead of the answer.
  var ending: MintOutcome?
  /// Whether the request is served nevertheless.
  var happens = true
  var isPending = false
  var isNeverPaid = false
  var payment: Payment?
  var paymentPolls: UInt64?
  private var spoils: Set<MintFault.Act> = []

  /// A later one outdoes an earlier one.
  init(_ faults: [MintFault] = []) {
    for fault in faults { take(fault.act) }
  }

  private mutating func take(_ act: MintFault.Act) {
    switch act {
    case .lost(let moment): end(.lost, moment)
    case .hang(let moment): end(.silence, moment)
    case .status(let status, let moment): end(.reply(MintDisturbance.reply(status)), moment)
    case .garbage(let moment): end(.reply(MintReply(200, Array("<html>\u{0}{\"signatures\":[".utf8))), moment)
    case .pending: isPending = true
    case .neverPaid: isNeverPaid = true
    case .paymentFails: payment = .fails
    case .paymentWaits(let polls, let arrives):
      payment = arrives ? .arrivesLater : .failsLater
      paymentPolls = polls
    case .wrongDLEQ, .noDLEQ, .otherKey, .wrongAmount, .tooFewSignatures, .wrongKeys: spoils.insert(act)
    }
  }

  private mutating func end(_ outcome: MintOutcome, _ moment: MintFault.Moment) {
    ending = outcome
    happens = moment == .after
  }

  private static func reply(_ status: UInt16) -> MintReply {
    let text = status == 429 ? "Rate limit exceeded: 20 per 1 minute" : "Internal Server Error"
    return MintReply(status, Array("{\"detail\":\"\(text)\"}".utf8))
  }

  /// The signatures as they are told; the books have the right ones.
  func spoilt(_ signatures: [BlindSignature]) -> [BlindSignature] {
    guard !spoils.isEmpty else { return signatures }
    let told = spoils.contains(.tooFewSignatures) ? Array(signatures.dropLast()) : signatures
    return told.map { signature in
      let dleq = signature.dleq
      let isOtherKey = spoils.contains(.otherKey)
      let wrong = dleq.map { DLEQ(e: $0.s, s: $0.e) }
      return BlindSignature(
        amount: spoils.contains(.wrongAmount) ? MintDisturbance.other(signature.amount) : signature.amount,
        keyset: signature.keyset,
        signature: isOtherKey ? MintDisturbance.other(signature.signature) : signature.signature,
        dleq: spoils.contains(.noDLEQ) ? nil : spoils.contains(.wrongDLEQ) ? wrong : dleq)
    }
  }

  func spoilt(_ keyset: Keyset) -> Keyset {
    guard spoils.contains(.wrongKeys) else { return keyset }
    let keys = keyset.keys.keys
    let shifted = zip(keys, keys.dropFirst() + keys.prefix(1)).map { (amount: $0.amount, key: $1.compressed) }
    return MintKeys(shifted).map { Keyset(keyset.info, $0) } ?? keyset
  }

  private static func other(_ amount: Amount) -> Amount {
    amount.value > 1 ? Amount(amount.value / 2) : Amount(2)
  }

  private static func other(_ point: CompressedPoint) -> CompressedPoint {
    Point(point)?.negated.compressed ?? point
  }
}
