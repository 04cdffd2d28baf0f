/// What the control port calls the acts.
enum ActWord: String, CaseIterable, Sendable {
  case delay, hang, cut, slow
  case headerFlood = "header-flood"
  case redirect, html
  case invalidUTF8 = "invalid-utf8"
  case deepJSON = "deep-json"
  case hugeBody = "huge-body"
  case endlessBody = "endless-body"
  case notice, signature, metric, grant, price
  case noSession = "no-session"
  case amnesia
  case notSelling = "not-selling"
}

extension Misbehaviour.Act {
  var word: ActWord {
    switch self {
    case .delay: .delay
    case .hang: .hang
    case .cut: .cut
    case .slow: .slow
    case .headerFlood: .headerFlood
    case .redirect: .redirect
    case .html: .html
    case .invalidUTF8: .invalidUTF8
    case .deepJSON: .deepJSON
    case .hugeBody: .hugeBody
    case .endlessBody: .endlessBody
    case .notice: .notice
    case .signature: .signature
    case .metric: .metric
    case .grant: .grant
    case .price: .price
    case .noSession: .noSession
    case .amnesia: .amnesia
    case .notSelling: .notSelling
    }
  }
}
