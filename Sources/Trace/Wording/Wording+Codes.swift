package import TollGateCore

extension Wording {
  /// What a gateway means by a code.
  package static func code(_ code: NoticeCode) -> String {
    switch code {
    case .macAddressLookupFailed: "it couldn't find our hardware address"
    case .deviceUnresolved: "it can't tell which device we are"
    case .clientNotRegistered: "it hasn't noticed this device yet"
    case .serviceUnavailable: "it is out of service for now"
    case .noReachableMints: "it can't reach any mint"
    case .unsupportedMediaType: "it wants the payment in another form"
    case .tooManyRequests: "it was asked too often"
    case .mintNotAccepted: "it doesn't take money of this mint"
    case .keysetExpired: "these coins are too old for their mint"
    case .belowSwapFee: "the amount would not even cover the mint's fee"
    case .invalidToken: "it holds the token for invalid"
    case .lockedToken: "the token is locked to somebody else"
    case .invalidRequest: "it didn't understand the request"
    case .invalidEvent: "it didn't understand the payment event"
    case .invalidMACAddress: "it holds our hardware address for invalid"
    case .sessionError: "it took the money, but made no session"
    case .gateOpenFailed: "it took the money, but couldn't open the gate"
    case .grantPending: "it took the money and will open the gate later"
    case .tokenSpent: "the token is spent already"
    case .processingFailed: "it failed while it handled the payment"
    case .processingTimeout: "it gave up waiting for the mint"
    case .outcomeUnknown: "it doesn't know itself what became of the payment"
    case .duplicateInflight: "it is still busy with this very token"
    case .mintUnreachable: "it can't reach the mint"
    case .mintRateLimited: "the mint asked it to slow down"
    case .internalError: "something broke inside it"
    case .unrecognised(let text): "it answers with a code that nobody knows, '\(printable(text))'"
    }
  }

  /// Words from the wire must not steer a terminal.
  package static func printable(_ text: String, most: Int = 60) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(most).map { $0.value < 32 || (127..<160).contains($0.value) ? "?" : $0 }))
  }

  static func failure(_ failure: PaymentFailure) -> String {
    switch failure {
    case .insufficient(let available): "there is too little (\(available.count))"
    case .noExactChange: "no coins fit"
    case .mintUnreachable: "the mint doesn't answer"
    case .notWritable: "the wallet can't be written"
    case .conflict: "the wallet knows this payment otherwise"
    case .cancelled: "it was called off"
    }
  }

  static func failure(_ failure: JournalFailure) -> String {
    switch failure {
    case .notWritable: "it can't be written"
    case .notDurable: "nobody knows what has reached the disk; it is written anew"
    case .notReadable: "it can't be read"
    case .cancelled: "the write was called off"
    }
  }

  static func chore(_ chore: Chore) -> String {
    switch chore {
    case .makeChange(let mint, let unit, let payment, let count):
      "change for \(count) payments of \(money(payment, unit)) at \(mint)"
    case .rotate(let mint, _): "moving coins off old keys of \(mint)"
    case .recover(let mint, _): "asking \(mint) about interrupted requests"
    }
  }

  static func driver(_ driver: StandingDriver) -> String {
    switch driver {
    case .links: "the watch over the links"
    case .funds: "the watch over the wallet"
    }
  }
}
