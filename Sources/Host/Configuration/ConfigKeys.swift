import TollGateCore

/// Every key that doesn't belong to a driver: name, what may stand there, where it goes, and what it is for. The defaults are
/// those of `Configuration` (H2).
enum ConfigKeys {
  static let links = ConfigTable(
    LinkPolicy(),
    [
      ConfigKey("ignore", globs, \.ignore, "links that are never looked at; this wins over 'only'"),
      ConfigKey("only", globs, \.only, "if this names any links, no others are looked at"),
      ConfigKey("guess", .flag, \.guesses, "where no route names a gateway, try the addresses that end in .1 and .254"),
    ])

  static let trust = ConfigTable(
    TrustPolicy(),
    [
      ConfigKey("blocked", keys, \.blocked, "gateways that are never paid, by their public keys"),
      ConfigKey("allowed", keys, \.allowed, "if this names any gateways, no others are paid"),
      ConfigKey("strangers", .flag, \.trustsStrangers, "whether gateways that neither list names are paid"),
    ])

  static let purchase = ConfigTable(
    PurchasePolicy(),
    [
      ConfigKey("time", .milliseconds, \.milliseconds, "how much time is bought at once, where time is sold"),
      ConfigKey("data", .bytes(1...(1 << 50)), \.bytes, "how much data is bought at once, where data is sold"),
      ConfigKey(
        "time_left", .milliseconds, \.marginMilliseconds, "buy again when this much time is left, or earlier if need be"
      ),
      ConfigKey(
        "data_left", .bytes(0...(1 << 50)), \.marginBytes,
        "buy again when this much data is left, or earlier if need be"),
      ConfigKey(
        "ceilings", ceiling.list(of: "highest prices"), \.ceilings,
        "the highest price that is paid; without one for a unit, nothing is bought in it"),
      ConfigKey(
        "budgets", budget.list(of: "budgets"), \.units,
        "how much may be spent, by unit, in the order in which units are preferred"),
      ConfigKey(
        "ready_payments", .count, \.readyPayments,
        "so many next payments can be made exactly while no mint can be reached"),
      ConfigKey(
        "overpayment", .sats(0...1_000_000), \.overpayment,
        "what may be paid too much when the exact amount can't be put together"),
    ])

  static let meters = ConfigTable(
    MeterPolicy(),
    [
      ConfigKey("milliseconds", meterKinds, \.milliseconds, "what counts time: the first rules, the others check it"),
      ConfigKey("bytes", meterKinds, \.bytes, "what counts data: the first rules, the others check it"),
      ConfigKey("drift_percent", .number(1...100), \.driftPercent, "meters that differ by more than this are reported"),
    ])

  static let control = ConfigTable(
    ControlSettings(), [ConfigKey("socket", path, \.socket, "where 'tollgate why' and its like reach the daemon")])

  static let log = ConfigTable(
    LogSettings(),
    [
      ConfigKey("level", words(LogSettings.Level.self), \.level, "the least that is worth a line"),
      ConfigKey("form", words(LogSettings.Form.self), \.form, "lines for people, or JSON"),
      ConfigKey("to", words(LogSettings.Sink.self), \.to, "where lines go"),
    ])
}

extension ConfigKeys {
  private static let globs = ConfigForm<String>.words("a link's name, perhaps with * and ?", like: "docker*").list(
    of: "names of links")

  private static let keys = ConfigForm<PublicKey>.publicKey.list(of: "public keys")

  private static let meterKinds = ConfigForm<MeterKind>.choice(
    [("gateway", .gateway), ("clock", .clock), ("counter", .counter)], as: { "\($0)" }
  ).list(of: "meters")

  static let path = ConfigForm<String>.text(
    "a path from the root", like: "/run/tollgate", pattern: "^/", of: { $0.hasPrefix("/") ? $0 : nil }, as: { $0 })

  private static func words<Word: RawRepresentable & CaseIterable & Sendable>(_ type: Word.Type) -> ConfigForm<Word>
  where Word.RawValue == String {
    .choice(Word.allCases.map { ($0.rawValue, $0) }, as: { $0.rawValue })
  }

  /// "2 sat for 1 min": whether time or data is meant is told by the unit behind the amount.
  private static let ceiling = ConfigTable(
    Ceiling(metric: .milliseconds, unit: .sat, price: Price(sats: .zero, per: 60_000)),
    [
      ConfigKey("price", .sats(1...1_000_000_000), \.price.sats, "the highest price", isRequired: true),
      ConfigKey("per", .service, \.service, "of so much time, or so much data", isRequired: true),
      ConfigKey("unit", .unit, \.unit, "what the price is counted in"),
    ]
  ).form("a highest price", like: "{\"price\": 2, \"per\": \"1 min\", \"unit\": \"sat\"}")

  private static let budget = ConfigTable(
    UnitPolicy(unit: .sat, perPurchase: Sats(100), perLink: Sats(1000), inTotal: Sats(2000)),
    [
      ConfigKey("unit", .unit, \.unit, "what is counted"),
      ConfigKey("purchase", .sats(1...1_000_000_000), \.perPurchase, "the most that one purchase may cost"),
      ConfigKey("link", .sats(1...1_000_000_000), \.perLink, "the most that a day on one link may cost"),
      ConfigKey("total", .sats(1...1_000_000_000), \.inTotal, "the most that a day may cost"),
      ConfigKey(
        "max_blind", .sats(0...1_000_000_000), \.mostBlind, "the most that a day may cost without anything in return"),
    ]
  ).form("a budget", like: "{\"unit\": \"sat\", \"purchase\": 100, \"link\": 1000, \"total\": 2000}")
}
