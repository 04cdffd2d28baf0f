import TollGateJSON

/// What the control port calls the acts of a mint.
enum MintActWord: String, CaseIterable, Sendable {
  case lost, hang, status, garbage, pending
  case wrongDLEQ = "wrong-dleq"
  case noDLEQ = "no-dleq"
  case otherKey = "other-key"
  case wrongAmount = "wrong-amount"
  case tooFewSignatures = "too-few-signatures"
  case wrongKeys = "wrong-keys"
  case neverPaid = "never-paid"
  case paymentFails = "payment-fails"
  case paymentWaits = "payment-waits"
}

extension MintFault {
  func write(to writer: inout JSONWriter) {
    writer.pair("act", act.word.rawValue)
    switch act {
    case .lost(let moment), .hang(let moment), .garbage(let moment): writer.pair("moment", moment.rawValue)
    case .status(let status, let moment):
      writer.pair("status", UInt64(status))
      writer.pair("moment", moment.rawValue)
    case .paymentWaits(let polls, let arrives):
      writer.pair(ifThere: "polls", polls)
      writer.key("arrives")
      writer.bool(arrives)
    default: break
    }
    writer.pair(ifThere: "endpoint", endpoint?.rawValue)
    writer.pair(ifThere: "times", times)
  }
}

extension MintFault.Act {
  var word: MintActWord {
    switch self {
    case .lost: .lost
    case .hang: .hang
    case .status: .status
    case .garbage: .garbage
    case .wrongDLEQ: .wrongDLEQ
    case .noDLEQ: .noDLEQ
    case .otherKey: .otherKey
    case .wrongAmount: .wrongAmount
    case .tooFewSignatures: .tooFewSignatures
    case .wrongKeys: .wrongKeys
    case .pending: .pending
    case .neverPaid: .neverPaid
    case .paymentFails: .paymentFails
    case .paymentWaits: .paymentWaits
    }
  }
}
