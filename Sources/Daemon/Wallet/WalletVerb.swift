/// What `tollgate wallet` can do, and what each of these takes.
enum WalletVerb: String, CaseIterable, Hashable, Sendable {
  case fund, send, topup, balance, history, restore, drain, reclaim, check, mints
  case importing = "import"

  var usage: String {
    switch self {
    case .fund: "wallet fund TOKEN|FILE|- [--offline]"
    case .send: "wallet send AMOUNT [--mint URL] [--unit UNIT] [--offline]"
    case .topup: "wallet topup AMOUNT --mint URL [--unit UNIT] | --resume [--wait N]"
    case .balance: "wallet balance"
    case .history: "wallet history [--last N]"
    case .restore: "wallet restore --mint URL [--yes]"
    case .drain: "wallet drain --out FILE [--keep N | --all] [--yes]"
    case .reclaim: "wallet reclaim [NOTE] [--yes]"
    case .check: "wallet check [--mint URL] | --show-words [--yes]"
    case .mints: "wallet mints [add URL]"
    case .importing: "wallet import FILE [--offline]"
    }
  }

  /// How many words may follow it.
  var operands: ClosedRange<Int> {
    switch self {
    case .fund, .send, .importing: 1...1
    case .topup, .reclaim: 0...1
    case .balance, .history, .restore, .drain, .check: 0...0
    case .mints: 0...2
    }
  }

  /// Its own options; the others are known to all of them.
  var options: Set<String> {
    switch self {
    case .fund: ["offline", "within"]
    case .send: ["mint", "unit", "offline", "within"]
    case .topup: ["mint", "unit", "resume", "wait", "progress", "within"]
    case .balance: []
    case .history: ["last"]
    case .restore: ["mint", "yes", "progress", "within"]
    case .drain: ["out", "keep", "all", "yes"]
    case .reclaim: ["yes", "within"]
    case .check: ["mint", "show-words", "yes", "within"]
    case .mints: ["within"]
    case .importing: ["offline", "progress", "within"]
    }
  }

  static let shared: Set<String> = ["state", "json"]

  /// Seconds for all that is asked of mints, if nobody says otherwise.
  var patience: UInt64 {
    switch self {
    case .restore, .importing, .reclaim, .check: 600
    case .fund, .send, .topup, .balance, .history, .drain, .mints: 60
    }
  }
}

/// What was typed after `wallet`, without the mistakes that the parser can't see.
struct WalletOrder: Hashable, Sendable {
  let verb: WalletVerb
  let words: [String]
  let options: Options

  init(_ invocation: Invocation) throws(UsageMistake) {
    let typed = invocation.operands.first ?? ""
    guard let verb = WalletVerb(rawValue: typed) else {
      let known = WalletVerb.allCases.map(\.rawValue)
      throw UsageMistake(message: "'wallet' has no '\(typed)'", hint: "it has \(known.joined(separator: ", "))")
    }
    self.verb = verb
    words = Array(invocation.operands.dropFirst())
    options = invocation.options
    let known = WalletVerb.shared.union(verb.options)
    if let option = WalletCommand.options.first(where: { invocation.options.has($0.name) && !known.contains($0.name) })
    {
      throw mistake("has no --\(option.name)")
    }
    if words.count < verb.operands.lowerBound { throw mistake("needs something more") }
    if words.count > verb.operands.upperBound { throw mistake("has no use for so many words") }
  }

  /// With the way to write it.
  func mistake(_ what: String) -> UsageMistake {
    UsageMistake(message: "'wallet \(verb.rawValue)' \(what)", hint: "write tollgate \(verb.usage)")
  }
}
