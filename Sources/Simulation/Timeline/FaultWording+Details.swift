import TollGateCore
import TollGateTrace

extension FaultWording {
  static func words(_ fault: UsageFault) -> String {
    switch fault {
    case .garbage: "answers nonsense about usage"
    case .hangs: "leaves questions about usage unanswered"
    case .noSession: "says that we have no session"
    case .zeroTotal: "says that we have bought nothing"
    case .stuckAtZero: "shows a meter that stands still"
    case .scaled(let percent): "shows \(percent) % of the true usage"
    }
  }

  static func words(_ fault: DeliveryFault) -> String {
    switch fault {
    case .notice(let code, _, let taken):
      "will answer a payment with '\(code.word)'\(taken ? ", though it takes it" : "")"
    case .unreadable(let status, let taken): "will answer a payment with HTTP \(status)\(taken ? ", and take it" : "")"
    case .replyLost: "will take a payment, and its answer will be lost"
    case .requestLost: "will never see the next payment arrive"
    case .connectionRefused: "will refuse a connection"
    case .crashAfterSwap: "will take a payment and crash"
    case .swapTimesOut: "will give up on a payment too early"
    case .grantPending(let span): "will open the gate \(Wording.interval(span)) after a payment"
    case .gateFails: "will take a payment and fail to open the gate"
    case .grant(let fault): "will answer a payment with \(words(fault))"
    case .slow(let span): "will take \(Wording.interval(span)) longer for a payment"
    }
  }

  private static func words(_ fault: GrantFault) -> String {
    switch fault {
    case .forged: "a forged receipt"
    case .otherKey: "a receipt under another key"
    case .wrongMetric: "a receipt for something else"
    case .short: "less than was bought"
    case .replayed: "an old receipt"
    }
  }

  static func words(_ fault: MintFault) -> String {
    switch fault {
    case .down(let span): "is out of reach for everybody (\(Wording.interval(span)))"
    case .slow(let wait, let span): "answers \(Wording.interval(wait)) late for \(Wording.interval(span))"
    case .answersLost(let times):
      "serves, and \(times == 1 ? "its next answer is" : "its next \(times) answers are") lost"
    case .saysPending(let span): "calls every coin pending for \(Wording.interval(span))"
    case .rotate(let fee): "signs with new keys, fee \(fee) ppk"
    case .expire(let span): "lets its oldest keys expire in \(Wording.interval(span))"
    }
  }

  static func words(_ fault: StoreFault) -> String {
    switch fault {
    case .notWritable(let span): "can't be written for \(Wording.interval(span))"
    case .syncFails: "will fail at the next sync"
    case .slow(let wait, let span): "needs \(Wording.interval(wait)) more per write for \(Wording.interval(span))"
    }
  }

  /// What will happen; that it has happened is told when the process is gone.
  static func words(_ crash: Crash) -> String {
    let what = crash.losesPower ? "the power will fail" : "the program will be killed"
    return switch crash.point {
    case .now: crash.losesPower ? "the power fails" : "the program is killed"
    case .atWrite(let count): "\(what) during write \(count) from now"
    case .afterFirstByte: "\(what) as soon as the first byte of a payment has left"
    case .afterMintAccepted: "\(what) as soon as a mint has accepted something"
    case .afterSettled: "\(what) as soon as a payment is settled"
    }
  }
}
