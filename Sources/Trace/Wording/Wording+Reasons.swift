package import TollGateCore

extension Wording {
  /// Why a gateway isn't paid right now, or what is going on there.
  package func reason(_ reason: Reason) -> String {
    switch reason {
    case .notLookedAtYet: "not looked at yet"
    case .unreachable(let failure): "can't be reached (\(Wording.failure(failure)))"
    case .notATollGate(0): "something answers there, not even in HTTP; it is no TollGate"
    case .notATollGate(let status): "something answers there (HTTP \(status)), but it is no TollGate"
    case .invalidAdvertisement(let flaw): "its offer can't be trusted: \(Wording.flaw(flaw))"
    case .notSelling(let code): "a TollGate that isn't selling now: \(Wording.code(code))"
    case .busy(let moment): "asks to be left alone; next try \(until(moment))"
    case .untrusted(let refusal): Wording.refusal(refusal)
    case .unsupportedMetric: "sells in a measure that this program can't watch"
    case .noCeiling: "your config names no highest price for what it sells, so nothing is bought"
    case .tooDear: "its price is above your ceiling"
    case .noCommonMint: "takes money of other mints than yours"
    case .noFunds(let available): "the wallet holds too little for it (\(available.count))"
    case .noExactChange: "the wallet holds enough, but not in coins that fit, and no mint can be asked to change them"
    case .overBudget(let bound): Wording.bound(bound)
    case .unresolvedClient: "the gateway can't tell which device we are; it would take money and open nothing"
    case .refused(let code): "it refused the payment: \(Wording.code(code))"
    case .waitingForSettlement(let id): "waits until it is known what became of \(Wording.payment(id))"
    case .waitingForEgress: "access is paid, but nothing outside has answered yet"
    case .stopped(let cause): Wording.stop(cause)
    case .standby: "stands by; another uplink carries the traffic"
    case .walletNotWritable: "the wallet can't be written, and what can't be recorded is not paid"
    case .journalNotWritable: "the journal can't be written, and what can't be recorded is not paid"
    case .mintOutOfReach: "needs a mint that can't be reached now"
    case .allotmentMayStillRun: "an allotment bought before may still run, and the gateway doesn't say"
    case .accessAlreadyOpen: "the gateway says that access is open already"
    case .usageUnread: "has not said yet how much is left; asked again at once"
    case .clarifying: "is asked whether it knows this device"
    case .buying: "a payment is being made"
    case .open: "open and paid"
    case .shuttingDown: "nothing is bought while the program shuts down"
    }
  }

  /// Why a purchase is made.
  package static func purchase(_ reason: PurchaseReason) -> String {
    switch reason {
    case .initial: "new session"
    case .renewal: "renewal"
    case .retry: "another try"
    }
  }

  static func failure(_ failure: ReachFailure) -> String {
    switch failure {
    case .refused: "it refused the connection"
    case .timedOut: "no answer in time"
    case .cutOff: "the connection broke off"
    case .noRoute: "there is no way to it"
    case .bindFailed: "its interface can't be used"
    case .cancelled: "the attempt was called off"
    }
  }

  static func flaw(_ flaw: AdvertisementFlaw) -> String {
    switch flaw {
    case .notJSON: "it is not JSON"
    case .notAnEvent: "it is no signed event"
    case .wrongKind: "it is another kind of event"
    case .wrongID: "its id doesn't match its content"
    case .wrongKey: "its key is not a key"
    case .wrongSignature: "its signature is wrong"
    case .badMetric: "it doesn't say what is sold"
    case .badStepSize: "its step size makes no sense"
    case .noUsablePrice: "it names no price that can be used"
    }
  }

  static func refusal(_ refusal: TrustRefusal) -> String {
    switch refusal {
    case .blocked: "its key is on your block list"
    case .notAllowed: "its key is not on your allow list"
    case .stranger: "its key is unknown, and your config trusts no strangers"
    }
  }

  static func bound(_ bound: BudgetBound) -> String {
    switch bound {
    case .purchase: "the smallest purchase would cost more than one purchase may"
    case .link: "the day's budget of this link is used up"
    case .total: "the day's budget is used up"
    case .exposure: "too much is paid already that brought nothing yet"
    }
  }

  static func stop(_ cause: StopCause) -> String {
    switch cause {
    case .blindInARow: "stopped: two payments in a row brought no service; a small one is tried later"
    case .blindOnLink: "stopped: four payments on this link brought no service within an hour"
    case .blindInTotal: "stopped: as much was paid for nothing today as your config allows"
    case .refusal(let code): "stopped until you say 'tollgate resume' or its offer changes: \(Wording.code(code))"
    }
  }
}
