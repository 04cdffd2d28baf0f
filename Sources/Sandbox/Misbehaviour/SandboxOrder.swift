package import TollGateCore
import TollGateJSON
import TollGateTrace

/// What the control port is told to do, all of it or nothing.
package struct SandboxOrder: Hashable, Sendable {
  package struct Traffic: Hashable, Sendable {
    package var client: MACAddress
    package var bytes: UInt64
  }

  /// Drops every misbehaviour that is active, before others are taken up.
  package var behaves = false
  /// Drops every session.
  package var forgets = false
  package var traffic: Traffic?
  package var misbehaviours: [Misbehaviour] = []

  /// Strictly: what is unknown, wrong or of no effect is a mistake.
  package static func read(_ source: [UInt8]) throws(OrderMistakes) -> SandboxOrder {
    try OrderMistakes.read(source) { OrderReader(complaints: $1).order($0) }
  }
}

/// Reads an order, and complains about all of it at once.
struct OrderReader {
  let complaints: Complaints

  func order(_ node: JSONNode) -> SandboxOrder {
    var fields = Fields(node, "an order", complaints)
    var order = SandboxOrder()
    order.behaves = fields.flag(fields.optional("behave")) ?? false
    order.forgets = fields.flag(fields.optional("forget")) ?? false
    order.traffic = fields.optional("traffic").flatMap(traffic)
    let wanted = fields.elements(fields.optional("misbehave"), of: "misbehaviours")
    order.misbehaviours = wanted.compactMap(misbehaviour)
    fields.end()
    if wanted.count > MisbehaviourList<Misbehaviour>.most {
      complaints.add("more than \(MisbehaviourList<Misbehaviour>.most) misbehaviours at a time", at: node.start)
    }
    return order
  }

  private func traffic(_ node: JSONNode) -> SandboxOrder.Traffic? {
    var fields = Fields(node, "traffic", complaints)
    let text = fields.text(fields.required("client", like: "\"02:00:00:00:00:01\""), like: "\"02:00:00:00:00:01\"")
    let bytes = fields.number(fields.required("bytes", like: "1000000"))
    fields.end()
    guard let text, let bytes else { return nil }
    guard let client = MACAddress(traceText: text) else {
      complaints.add("'client' must be a hardware address", at: node.start, hint: "for example \"02:00:00:00:00:01\"")
      return nil
    }
    return SandboxOrder.Traffic(client: client, bytes: bytes)
  }

  private func misbehaviour(_ node: JSONNode) -> Misbehaviour? {
    var fields = Fields(node, "a misbehaviour", complaints)
    let words = ActWord.allCases.map { ($0.rawValue, $0) }
    guard let word = fields.choice(fields.required("act", like: "\"hang\""), words) else { return nil }
    let act = act(word, &fields)
    let endpoints = SandboxEndpoint.allCases.map { ($0.rawValue, $0) }
    let place = fields.optional("endpoint")
    let endpoint = fields.choice(place, endpoints)
    let times = fields.number(fields.optional("times"), 1...(.max))
    let fates = TokenFate.allCases.map { ($0.rawValue, $0) }
    let fate = act?.choosesFate ?? true ? fields.choice(fields.optional("token"), fates) : nil
    fields.end()
    guard let act else { return nil }
    if let endpoint, let place, !act.concerns(endpoint) {
      complaints.add("'\(word.rawValue)' means nothing to '\(endpoint.rawValue)'", at: place.start)
    }
    return Misbehaviour(act, at: endpoint, token: fate, times: times)
  }

  private func act(_ word: ActWord, _ fields: inout Fields) -> Misbehaviour.Act? {
    switch word {
    case .delay: fields.time().map { .delay($0) }
    case .slow: fields.time().map { .slow($0) }
    case .hang: .hang
    case .cut: .cut(after: fields.count("after") ?? 0, byReset: fields.flag(fields.optional("reset")) ?? false)
    case .headerFlood: .headerFlood(fields.count("lines") ?? 1000)
    case .redirect: .redirect(status: fields.status(), to: fields.line("to") ?? "http://192.0.2.1/")
    case .html: .html
    case .invalidUTF8: .invalidUTF8
    case .deepJSON: .deepJSON(fields.count("depth", upTo: 1_000_000) ?? 100_000)
    case .hugeBody: .hugeBody(fields.count("bytes", upTo: 1 << 40) ?? 100_000_000)
    case .endlessBody: .endlessBody
    case .notice: fields.needed("code", like: "\"session-error\"").map { .notice(NoticeCode(word: $0)) }
    case .signature:
      fields.choice(
        fields.required("fault", like: "\"forged\""), SignatureFault.allCases.map { ($0.rawValue, $0) }
      ).map { .signature($0) }
    case .metric: fields.needed("metric", like: "\"bytes\"").map { .metric($0) }
    case .grant: .grant(fields.number(fields.optional("units")))
    case .price: fields.number(fields.required("sats", like: "2")).map { .price($0) }
    case .noSession: .noSession
    case .amnesia: .amnesia
    case .notSelling: .notSelling
    }
  }
}

extension Fields {
  fileprivate mutating func time() -> Interval? { interval(required("time", like: "\"2 s\"")) }

  fileprivate mutating func count(_ key: String, upTo most: UInt64 = 1_000_000) -> Int? {
    number(optional(key), 0...most).map { Int($0) }
  }

  fileprivate mutating func status() -> UInt16 { number(optional("status"), 300...399).map { UInt16($0) } ?? 302 }

  fileprivate mutating func line(_ key: String) -> String? { short(optional(key), like: "\"http://192.0.2.1/\"") }

  fileprivate mutating func needed(_ key: String, like example: String) -> String? {
    short(required(key, like: example), like: example)
  }

  /// What goes into a header or a tag: short, and of one line.
  private func short(_ node: JSONNode?, like example: String) -> String? {
    guard let node, let text = text(node, like: example) else { return nil }
    guard !text.isEmpty, text.utf8.count <= 256, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      complaints.add("a short text without blanks must stand here", at: node.start, hint: "for example \(example)")
      return nil
    }
    return text
  }
}
