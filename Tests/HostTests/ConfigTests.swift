import Testing
import TollGateCore
import TollGateJSON
import TollGateTrace

@testable import TollGateHost

/// Drivers that are never made: only what is written about them counts here.
enum PaperDrivers {
  struct Cash: Sendable {
    var drawer = "till"
    var coins: UInt64 = 5
  }

  static let all: Drivers = {
    var drivers = Drivers()
    drivers.links = [
      Registration("paper", "links on paper") { _ throws(DriverFailure) in throw DriverFailure("never made") },
      Registration("air", "links in the air") { _ throws(DriverFailure) in throw DriverFailure("never made") },
    ]
    drivers.gateways = [
      Registration("paper", "gateways on paper") { _ throws(DriverFailure) in throw DriverFailure("never made") }
    ]
    drivers.payment = [
      Registration(
        "cash", "coins",
        ConfigTable(
          Cash(),
          [
            ConfigKey("drawer", .words("a name", like: "till"), \.drawer, "where the coins lie"),
            ConfigKey("coins", .number(1...9), \.coins, "how many"),
          ])
      ) { _, _ throws(DriverFailure) in throw DriverFailure("never made") }
    ]
    drivers.egress = [
      Registration("paper", "nothing") { _ throws(DriverFailure) in throw DriverFailure("never made") }
    ]
    drivers.lacking = [Drivers.Lacking(port: "links", kind: "netlink", trait: "Netlink")]
    return drivers
  }()

  static func read(_ text: String) throws(ConfigFile.Mistakes) -> ConfigFile {
    try ConfigFile(Array(text.utf8), drivers: all)
  }
}

@Suite struct ConfigTests {
  @Test("H2: an empty file is the defaults")
  func empty() throws {
    #expect(try PaperDrivers.read("{}").configuration == Configuration())
  }

  @Test("H2: what 'config show' prints is a configuration, and the same one")
  func roundTrip() throws {
    let file = try PaperDrivers.read(
      """
      {"links": {"driver": "air", "ignore": ["wan*"], "guess": true},
       "gateways": {"pay": "all", "register": false, "trust": {"strangers": false}},
       "payment": {"mints": ["https://Mint.Example/"], "coins": 7},
       "egress": {"ask": "example.org"},
       "purchase": {"time": "1 h 30 min", "data": "20 MiB", "overpayment": 3, "ready_payments": 4,
         "ceilings": [{"price": 2, "per": "1 min"}, {"price": 1, "per": "1 MB", "unit": "msat"}],
         "budgets": [{"unit": "sat", "purchase": 10, "link": 20, "total": 30, "max_blind": 5}]},
       "meters": {"bytes": ["counter"], "drift_percent": 20},
       "log": {"level": "debug", "form": "json", "to": "syslog"}}
      """)
    let shown = ConfigPages(PaperDrivers.all).text(of: file)
    let again = try PaperDrivers.read(shown)
    #expect(again.configuration == file.configuration)
    #expect(ConfigPages(PaperDrivers.all).text(of: again) == shown)
    let policy = file.configuration.policy
    #expect(policy.mints == [MintURL("https://mint.example")])
    #expect(policy.purchase.milliseconds == 5_400_000 && policy.purchase.bytes == 20 << 20)
    #expect(
      policy.purchase.ceilings.last
        == Ceiling(metric: .bytes, unit: CurrencyUnit("msat"), price: Price(sats: Sats(1), per: 1_000_000)))
    #expect(policy.purchase.units.first?.maxBlind == Sats(5))
    #expect(policy.egress == .host("example.org") && policy.paid == .all && !policy.registers)
  }

  /// A mistake, the key that its message names, a word of the message, and a word of the hint.
  static let mistakes: [(String, String, String, String)] = [
    ("{\"lnks\": {}}", "", "'lnks' is no key", "did you mean 'links'?"),
    ("{\"links\": []}", "links", "an object must stand here", "{ … }"),
    ("{\"links\": {\"driver\": \"papre\"}}", "links", "there is no driver 'papre'", "did you mean 'paper'?"),
    ("{\"links\": {\"driver\": \"telegraph\"}}", "links", "there is no driver", "paper, air"),
    ("{\"links\": {\"driver\": \"netlink\"}}", "links", "this build has no driver 'netlink'", "trait Netlink"),
    ("{\"links\": {\"driver\": 7}}", "links", "the kind of a driver", "paper, air"),
    ("{\"links\": {\"ignroe\": []}}", "links", "'ignroe' is no key", "did you mean 'ignore'?"),
    ("{\"links\": {\"ignore\": \"lo\"}}", "links.ignore", "a list of", "[ … ]"),
    ("{\"links\": {\"ignore\": [\"lo\", 3]}}", "links.ignore.1", "a link's name", "docker*"),
    ("{\"links\": {\"guess\": \"yes\"}}", "links.guess", "true or false", ""),
    ("{\"links\": {\"coins\": 3}}", "links", "'coins' is no key", "driver"),
    ("{\"gateways\": {\"pay\": \"some\"}}", "gateways.pay", "one of a few words", "carrying, all"),
    ("{\"gateways\": {\"trust\": {\"blocked\": [\"02ab\"]}}}", "gateways.trust.blocked.0", "64 hexadecimal digits", ""),
    (
      "{\"gateways\": {\"trust\": {\"alowed\": []}}}", "gateways.trust", "'alowed' is no key", "did you mean 'allowed'?"
    ),
    ("{\"payment\": {\"mints\": [\"mint.example\"]}}", "payment.mints.0", "the address of a mint", "https://"),
    ("{\"payment\": {\"coins\": 10}}", "payment.coins", "a whole number", "1 to 9"),
    ("{\"payment\": {\"drawer\": \"\"}}", "payment.drawer", "a name", "till"),
    ("{\"egress\": {\"ask\": \"\"}}", "egress.ask", "'mints', 'off' or", "mints"),
    ("{\"purchase\": {\"time\": 900}}", "purchase.time", "a length of time", "15 min"),
    ("{\"purchase\": {\"time\": \"900\"}}", "purchase.time", "a length of time", "15 min"),
    ("{\"purchase\": {\"time\": \"-1 s\"}}", "purchase.time", "a length of time", ""),
    ("{\"purchase\": {\"data\": \"20 MEG\"}}", "purchase.data", "an amount of data", "500 MB"),
    ("{\"purchase\": {\"data\": \"0 bytes\"}}", "purchase.data", "an amount of data", ""),
    ("{\"purchase\": {\"ceilings\": [{\"per\": \"1 min\"}]}}", "purchase.ceilings.0", "'price' is missing", ""),
    ("{\"purchase\": {\"ceilings\": [{\"price\": 2}]}}", "purchase.ceilings.0", "'per' is missing", ""),
    (
      "{\"purchase\": {\"ceilings\": [{\"price\": 0, \"per\": \"1 min\"}]}}", "purchase.ceilings.0.price",
      "an amount of money", ""
    ),
    (
      "{\"purchase\": {\"ceilings\": [{\"price\": 2, \"per\": \"1 parsec\"}]}}", "purchase.ceilings.0.per",
      "an amount of time or of data", ""
    ),
    ("{\"purchase\": {\"budgets\": [{\"unit\": \"SAT\"}]}}", "purchase.budgets.0.unit", "a unit of money", "sat"),
    ("{\"purchase\": {\"ready_payments\": 300}}", "purchase.ready_payments", "a whole number", "0 to 255"),
    ("{\"meters\": {\"bytes\": [\"scale\"]}}", "meters.bytes.0", "one of a few words", "gateway, clock, counter"),
    ("{\"meters\": {\"drift_percent\": 0}}", "meters.drift_percent", "a whole number", "1 to 100"),
    ("{\"state\": \"here\"}", "state", "a path from the root", "/run/tollgate"),
    ("{\"log\": {\"level\": \"infro\"}}", "log.level", "one of a few words", "did you mean \"info\"?"),
    ("{\"state\": \"/a\", \"state\": \"/b\"}", "", "'state' stands here twice", ""),
  ]

  @Test("H2: a mistake is told with its line, the way to it, and what may stand there", arguments: mistakes)
  func mistake(_ text: String, _ path: String, _ problem: String, _ hint: String) throws {
    let mistakes = try #require(throws: ConfigFile.Mistakes.self) { try PaperDrivers.read("\n" + text) }.all
    #expect(mistakes.count == 1, "\(mistakes)")
    let mistake = try #require(mistakes.first)
    #expect(mistake.line == 2 && mistake.column > 1 || text.contains("twice") || mistake.line == 2)
    #expect(mistake.problem.hasPrefix(path.isEmpty ? "'" : path + ": "), "\(mistake.problem)")
    #expect(mistake.problem.contains(problem), "\(mistake.problem)")
    #expect(mistake.hint.contains(hint), "\(mistake.hint)")
  }

  @Test("H2: all mistakes of a file are told at once, each with its line")
  func allAtOnce() throws {
    let text = """
      {"links": {"guess": 1},
       "payment": {"coins": 0, "colour": "red"},
       "purchase": {"time": "soon"},
       "state": 7}
      """
    let mistakes = try #require(throws: ConfigFile.Mistakes.self) { try PaperDrivers.read(text) }
    #expect(mistakes.all.map(\.line).sorted() == [1, 2, 2, 3, 4])
    #expect(mistakes.description(in: "tollgate.json").contains("tollgate.json:2:"))
  }

  @Test("H2: what isn't JSON is one mistake with its place")
  func notJSON() throws {
    let mistakes = try #require(throws: ConfigFile.Mistakes.self) { try PaperDrivers.read("{\n  \"links\": {,}\n}") }
      .all
    #expect(mistakes.count == 1 && mistakes.first?.line == 2)
  }

  @Test("H2: every key stands in the table with what it takes, its default and its purpose")
  func table() {
    let lines = ConfigPages(PaperDrivers.all).lines
    #expect(Set(lines.map(\.path)).count == lines.count)
    #expect(lines.allSatisfy { !$0.words.isEmpty && !$0.help.isEmpty })
    let time = lines.first { $0.path == "purchase.time" }
    #expect(time?.fallback == "\"15 min\"")
    #expect(lines.contains { $0.path == "payment.coins" && $0.fallback == "5" && $0.words.contains("1 to 9") })
  }

  @Test("H2: each default of the table may be written, and changes nothing")
  func defaultsAreLegal() throws {
    for line in ConfigPages(PaperDrivers.all).lines where !line.fallback.isEmpty {
      let text = line.path.split(separator: ".").reversed().reduce(line.fallback) { "{\"\($1)\": \($0)}" }
      #expect(try PaperDrivers.read(text).configuration == Configuration(), "\(text)")
    }
  }

  @Test("H2: the schema names every key")
  func schema() throws {
    let schema = try JSONReader.read(Array(ConfigSchema.text(PaperDrivers.all).utf8))
    for line in ConfigPages(PaperDrivers.all).lines {
      var node: JSONNode? = schema
      for key in line.path.split(separator: ".") { node = node?["properties"]?[String(key)] }
      #expect(node != nil, "\(line.path)")
    }
  }
}
