import TollGateCore
import TollGateWire

/// All that goes wrong with one request: the misbehaviours that met it, in one.
struct Disturbance: Hashable, Sendable {
  /// What comes instead of the answer.
  enum Replacement: Hashable, Sendable {
    case notice(NoticeCode)
    case redirect(status: UInt16, to: String)
    case html, invalidUTF8, endlessBody
    case deepJSON(Int)
    case hugeBody(Int)
  }

  /// How it ends.
  enum Ending: Hashable, Sendable {
    case hang
    case cut(after: Int, byReset: Bool)
  }

  var delay = Interval.zero
  var ending: Ending?
  var pausePerByte: Interval?
  var floodLines = 0
  var replacement: Replacement?
  var token = TokenFate.granted
  var signature: SignatureFault?
  var metric: String?
  /// Outside: something is wrong with the grant. Inside: so much it is; `nil` is half.
  var grant: UInt64??
  var price: UInt64?
  var hidesSession = false
  var forgets = false
  var isSelling = true

  /// A later one outdoes an earlier one.
  init(_ misbehaviours: [Misbehaviour] = []) {
    for misbehaviour in misbehaviours {
      if misbehaviour.act.choosesFate { token = misbehaviour.token }
      take(misbehaviour.act)
    }
  }

  private mutating func take(_ act: Misbehaviour.Act) {
    switch act {
    case .delay(let interval): delay = delay + interval
    case .hang: ending = .hang
    case .cut(let count, let byReset): ending = .cut(after: count, byReset: byReset)
    case .slow(let interval): pausePerByte = interval
    case .headerFlood(let lines): floodLines = lines
    case .redirect(let status, let target): replacement = .redirect(status: status, to: target)
    case .html: replacement = .html
    case .invalidUTF8: replacement = .invalidUTF8
    case .deepJSON(let depth): replacement = .deepJSON(depth)
    case .hugeBody(let count): replacement = .hugeBody(count)
    case .endlessBody: replacement = .endlessBody
    case .notice(let code): replacement = .notice(code)
    case .signature(let fault): signature = fault
    case .metric(let word): metric = word
    case .grant(let units): grant = .some(units)
    case .price(let sats): price = sats
    case .noSession: hidesSession = true
    case .amnesia: forgets = true
    case .notSelling: isSelling = false
    }
  }

  /// What is sold, as this request sees it.
  func terms(_ terms: SandboxTerms) -> SandboxTerms {
    var terms = terms
    if let price { terms.prices = terms.prices.map { GatewayBody.PriceTag($0, price: price) } }
    return terms
  }

  /// What a purchase brings.
  func granted(_ units: UInt64) -> UInt64 {
    guard let grant else { return units }
    return grant ?? units / 2
  }
}

extension GatewayBody.PriceTag {
  fileprivate init(_ other: Self, price: UInt64) {
    self = other
    self.price = price
  }
}
