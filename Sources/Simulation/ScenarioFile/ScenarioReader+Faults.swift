import TollGateCore
import TollGateJSON
import TollGateTrace

extension ScenarioReader {
  /// `{"at": "10 min", "gateway": "cafe", "restart": "20 s"}`: when, whose, and one thing that goes wrong.
  func fault(_ node: JSONNode) -> Scheduled? {
    var fields = Fields(node, "a fault", complaints)
    let at = fields.interval(fields.required("at", like: "\"10 min\""))
    let fault: Fault? =
      if let link = fields.optional("link") {
        fields.text(link, like: "\"wlan0\"").flatMap { name in
          one(of: Self.linkFaults, fields).map { .link(LinkName(name), $0) }
        }
      } else if let gateway = fields.optional("gateway") {
        gatewayIndex(gateway, fields).flatMap { index in one(of: Self.gatewayFaults, fields).map { .gateway(index, $0) }
        }
      } else if let mint = fields.optional("mint") {
        mintIndex(mint, fields).flatMap { index in one(of: Self.mintFaults, fields).map { .mint(index, $0) } }
      } else {
        one(of: Self.deviceFaults, fields)
      }
    guard let at, let fault else { return nil }
    return Scheduled(at: .start + at, fault)
  }

  /// A fault's name, and how its value is read.
  struct Named<Kind> {
    let name: String
    let read: (JSONNode, Fields, ScenarioReader) -> Kind?

    init(_ name: String, _ read: @escaping (JSONNode, Fields, ScenarioReader) -> Kind?) {
      self.name = name
      self.read = read
    }
  }

  /// Exactly one of the names must be among the members.
  private func one<Kind>(of table: [Named<Kind>], _ fields: Fields) -> Kind? {
    var fields = fields
    var found: [(Named<Kind>, JSONNode)] = []
    for entry in table {
      if let value = fields.optional(entry.name) { found.append((entry, value)) }
    }
    fields.end()
    if found.count == 1 { return found[0].0.read(found[0].1, fields, self) }
    let hint = "one of: \(table.map(\.name).joined(separator: ", "))"
    if found.isEmpty { complaints.add("this doesn't say what goes wrong", at: fields.node.start, hint: hint) }
    if let second = found.dropFirst().first {
      complaints.add("one fault says one thing; put '\(second.0.name)' into its own", at: second.1.start)
    }
    return nil
  }

  /// `{"…": word, "for": "1 min"}`
  private static func lasting<Value, Kind>(
    _ node: JSONNode, _ key: String, _ reader: ScenarioReader, _ words: [(String, Value)],
    _ make: (Value, Interval) -> Kind
  ) -> Kind? {
    var fields = Fields(node, "this fault", reader.complaints)
    let value = fields.choice(fields.required(key, like: "\"\(words[0].0)\""), words)
    let span = fields.interval(fields.required("for", like: "\"1 min\""))
    fields.end()
    guard let value, let span else { return nil }
    return make(value, span)
  }

  static var linkFaults: [Named<LinkFault>] {
    [
      Named("plugged") { node, fields, _ in fields.flag(node).map { $0 ? .plug : .unplug } },
      Named("carrier") { node, fields, _ in fields.flag(node).map { .carrier($0) } },
      Named("flaps") { node, fields, _ in fields.number(node, 1...100).map { .flaps(UInt8($0), every: .seconds(1)) } },
      Named("roams to") { node, fields, reader in
        node.isNull ? .roam(network: nil) : reader.gatewayIndex(node, fields).map { .roam(network: $0) }
      },
      Named("metric") { node, fields, _ in fields.number(node, 0...0xFFFF_FFFF).map { .metric(UInt32($0)) } },
      Named("dhcp takes") { node, fields, _ in fields.interval(node).map { .dhcp($0) } },
      Named("renamed to") { node, fields, _ in fields.text(node, like: "\"wlan1\"").map { .rename(LinkName($0)) } },
    ]
  }

  static var gatewayFaults: [Named<GatewayFault>] {
    func span(_ name: String, _ make: @escaping (Interval) -> GatewayFault) -> Named<GatewayFault> {
      Named(name) { node, fields, _ in fields.interval(node).map(make) }
    }
    let usage: [(String, UsageFault)] = [
      ("garbage", .garbage), ("hangs", .hangs), ("no session", .noSession), ("zero total", .zeroTotal),
      ("stuck at zero", .stuckAtZero),
    ]
    return [
      span("restart") { .restart($0) }, span("silent") { .silent($0) }, span("portal") { .portal($0) },
      span("redirects") { .redirects($0) }, span("no egress") { .noEgress($0) },
      span("unresolved client") { .unresolvedClient($0) }, span("swap takes") { .swapTakes($0) },
      span("gate takes") { .gateTakes($0) }, span("latency") { .latency($0) },
      Named("usage") { node, _, reader in lasting(node, "answers", reader, usage) { .usage($0, $1) } },
      Named("not selling") { node, _, reader in
        lasting(node, "code", reader, NoticeCode.words.map { ($0.1, $0.0) }) { .notSelling($0, $1) }
      },
      Named("advertisement") { node, _, reader in
        lasting(node, "flaw", reader, AdvertisementFlaw.allCases.map { ("\($0)", $0) }) { .advertisement($0, $1) }
      },
      Named("price percent") { node, fields, _ in fields.number(node, 0...1_000_000).map { .price(percent: $0) } },
      Named("new key") { node, fields, _ in fields.flag(node).flatMap { $0 ? .newKey : nil } },
      Named("impostor of") { node, fields, reader in
        node.isNull ? .impostor(of: nil) : reader.gatewayIndex(node, fields).map { .impostor(of: $0) }
      },
      Named("forgets session") { node, fields, _ in fields.flag(node).flatMap { $0 ? .forgetsSession : nil } },
      Named("next deliveries") { node, _, reader in deliveries(node, reader) },
    ]
  }

  private static func deliveries(_ node: JSONNode, _ reader: ScenarioReader) -> GatewayFault? {
    let words: [(String, DeliveryFault)] = [
      ("reply lost", .replyLost), ("request lost", .requestLost), ("connection refused", .connectionRefused),
      ("crash after swap", .crashAfterSwap), ("swap times out", .swapTimesOut), ("gate fails", .gateFails),
      ("grant pending", .grantPending(.seconds(30))), ("forged grant", .grant(.forged)),
      ("grant under another key", .grant(.otherKey)), ("replayed grant", .grant(.replayed)),
      ("unreadable and taken", .unreadable(status: 502, taken: true)),
      ("unreadable and not taken", .unreadable(status: 502, taken: false)), ("slow", .slow(.seconds(20))),
    ]
    var fields = Fields(node, "this fault", reader.complaints)
    let fault = fields.choice(fields.required("are", like: "\"reply lost\""), words)
    let times = fields.number(fields.optional("times"), 1...200) ?? 1
    fields.end()
    return fault.map { .deliveries($0, times: UInt8(times)) }
  }
}
