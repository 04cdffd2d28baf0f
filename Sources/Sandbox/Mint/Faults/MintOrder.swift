import TollGateCashu
import TollGateJSON
import TollGateTrace

/// What the control port of a mint is told to do. Well written is not yet possible: `SandboxMint.obey` decides.
struct MintOrder: Hashable, Sendable {
  struct Revision: Hashable, Sendable {
    var keyset: KeysetID
    var fee: UInt64?
    var expiry: UInt64?
    var isActive: Bool?
  }

  /// Drops every fault that is active, before others are taken up.
  var behaves = false
  var caches: Bool?
  var faults: [MintFault] = []
  var rotation: KeysetPlan?
  var revision: Revision?
  /// A quote whose invoice somebody pays.
  var payment: String?

  static func read(_ source: [UInt8]) throws(OrderMistakes) -> MintOrder {
    try OrderMistakes.read(source) { MintOrderReader(complaints: $1).order($0) }
  }
}

/// Reads an order, and complains about all of it at once.
struct MintOrderReader {
  let complaints: Complaints

  func order(_ node: JSONNode) -> MintOrder {
    var fields = Fields(node, "an order", complaints)
    var order = MintOrder()
    order.behaves = fields.flag(fields.optional("behave")) ?? false
    order.caches = fields.flag(fields.optional("cache"))
    let wanted = fields.elements(fields.optional("misbehave"), of: "faults")
    order.faults = wanted.compactMap(fault)
    order.rotation = fields.optional("rotate").flatMap(plan)
    order.revision = fields.optional("revise").flatMap(revision)
    order.payment = fields.text(fields.optional("pay"), like: "the name of a quote")
    fields.end()
    if wanted.count > MisbehaviourList<MintFault>.most {
      complaints.add("more than \(MisbehaviourList<MintFault>.most) faults at a time", at: node.start)
    }
    return order
  }

  private func plan(_ node: JSONNode) -> KeysetPlan? {
    var fields = Fields(node, "a keyset", complaints)
    let unit = fields.text(fields.optional("unit"), like: "\"sat\"") ?? "sat"
    let versions = KeysetPlan.IDVersion.allCases.map { ($0.rawValue, $0) }
    let version = fields.choice(fields.optional("version"), versions) ?? .current
    let fee = fields.number(fields.optional("fee"), 0...1_000_000) ?? 0
    let expiry = fields.number(fields.optional("expiry"))
    fields.end()
    guard KeysetPlan.isUnit(unit) else {
      complaints.add("'unit' must be a short word in small letters", at: node.start, hint: "for example \"sat\"")
      return nil
    }
    return KeysetPlan(unit: unit, version: version, inputFee: fee, finalExpiry: expiry)
  }

  private func revision(_ node: JSONNode) -> MintOrder.Revision? {
    var fields = Fields(node, "a revision", complaints)
    let name = fields.required("keyset", like: "\"00…\"")
    let id = fields.text(name, like: "\"00…\"")
    let (fee, expiry) = (fields.number(fields.optional("fee"), 0...1_000_000), fields.number(fields.optional("expiry")))
    let isActive = fields.flag(fields.optional("active"))
    fields.end()
    guard let id, let name else { return nil }
    guard let keyset = KeysetID(hex: id) else {
      complaints.add("'keyset' must be the id of a keyset", at: name.start)
      return nil
    }
    return MintOrder.Revision(keyset: keyset, fee: fee, expiry: expiry, isActive: isActive)
  }

  private func fault(_ node: JSONNode) -> MintFault? {
    var fields = Fields(node, "a fault", complaints)
    let words = MintActWord.allCases.map { ($0.rawValue, $0) }
    guard let word = fields.choice(fields.required("act", like: "\"lost\""), words) else { return nil }
    let act = act(word, &fields)
    let place = fields.optional("endpoint")
    let endpoint = fields.choice(place, MintEndpoint.allCases.map { ($0.rawValue, $0) })
    let times = fields.number(fields.optional("times"), 1...(.max))
    fields.end()
    if let endpoint, let place, !act.concerns(endpoint) {
      complaints.add("'\(word.rawValue)' means nothing to '\(endpoint.rawValue)'", at: place.start)
    }
    return MintFault(act, at: endpoint, times: times)
  }

  private func act(_ word: MintActWord, _ fields: inout Fields) -> MintFault.Act {
    switch word {
    case .lost: .lost(moment(&fields))
    case .hang: .hang(moment(&fields))
    case .garbage: .garbage(moment(&fields))
    case .status:
      .status(UInt16(fields.number(fields.optional("status"), 400...599) ?? 503), moment(&fields))
    case .wrongDLEQ: .wrongDLEQ
    case .noDLEQ: .noDLEQ
    case .otherKey: .otherKey
    case .wrongAmount: .wrongAmount
    case .tooFewSignatures: .tooFewSignatures
    case .wrongKeys: .wrongKeys
    case .pending: .pending
    case .neverPaid: .neverPaid
    case .paymentFails: .paymentFails
    case .paymentWaits:
      .paymentWaits(
        polls: fields.number(fields.optional("polls")), arrives: fields.flag(fields.optional("arrives")) ?? true)
    }
  }

  private func moment(_ fields: inout Fields) -> MintFault.Moment {
    fields.choice(fields.optional("moment"), MintFault.Moment.allCases.map { ($0.rawValue, $0) }) ?? .before
  }
}
