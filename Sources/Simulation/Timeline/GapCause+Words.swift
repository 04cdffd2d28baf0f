import TollGateCore
import TollGateTrace

extension GapCause {
  /// For a table of what held access up.
  package var words: String {
    switch self {
    case .notRunning: "the program was not running"
    case .noGateway: "no gateway was there"
    case .ended(let end): Wording.end(end)
    case .reason(.busy): "the gateway asked to be left alone for a while"
    case .reason(.noFunds): "the wallet held too little"
    case .reason(.waitingForSettlement): "waiting until it was known what became of a payment"
    case .reason(let reason): Wording(now: .start).reason(reason)
    }
  }
}
