import TollGateCashu
import TollGateCrypto

/// The mint behind its counter: one request at a time, each of which happens as a whole or not at all.
struct MintDesk: Sendable {
  let terms: MintTerms
  var ledger = MintLedger()
  let journal: MintJournal?
  /// In seconds since 1970, as of the request that is being served.
  var now: UInt64 = 0
  var faults = MisbehaviourList<MintFault>()
  var caches: Bool
  var cache = ReplyCache()
  private(set) var requests: [MintEndpoint: UInt64] = [:]
  /// What goes wrong with the request that is being served.
  var disturbance = MintDisturbance()

  init(_ terms: MintTerms, journal: MintJournal? = nil) {
    self.terms = terms
    self.journal = journal
    caches = terms.caches
  }

  /// The first of all its changes: nothing in the books is older.
  mutating func found(_ seed: Octets32) -> Bool {
    (try? commit([.founded(seed)] + terms.keysets.map(MintChange.opened))) != nil
  }

  mutating func answer(_ method: String, _ path: String, _ body: [UInt8]) -> MintOutcome {
    guard let route = MintRoute(method, path) else {
      let isKnown = MintRoute(method == "GET" ? "POST" : "GET", path) != nil
      return .reply((isKnown ? MintMistake.methodNotAllowed : .noSuchPath).reply(terms.profile))
    }
    requests[route.endpoint, default: 0] += 1
    disturbance = MintDisturbance(faults.take(at: route.endpoint))
    if let ending = disturbance.ending, !disturbance.happens { return ending }
    let reply = served(route, body)
    return disturbance.ending ?? .reply(reply)
  }

  /// What is served twice over a cache has happened once.
  private mutating func served(_ route: MintRoute, _ body: [UInt8]) -> MintReply {
    let isCached = caches && [.mint, .swap, .melt].contains(route.endpoint)
    if isCached, let reply = cache[route, body] { return reply }
    do throws(MintMistake) {
      let reply = MintReply(200, try serve(route, body))
      if isCached { cache.keep(reply, for: route, body) }
      return reply
    } catch {
      return error.reply(terms.profile)
    }
  }

  private mutating func serve(_ route: MintRoute, _ body: [UInt8]) throws(MintMistake) -> [UInt8] {
    switch route.endpoint {
    case .info: return info()
    case .keysets: return KeysetsAnswer(ledger.keysets.map(\.info)).body
    case .keys: return try keys(route.name)
    case .mintQuoteState: return try mintQuoteState(route.name)
    case .meltQuoteState: return try meltQuoteState(route.name)
    default: break
    }
    let body = try AskedBody(body, longest: terms.longestList)
    switch route.endpoint {
    case .mintQuote: return try mintQuote(body)
    case .mint: return try mint(body)
    case .swap: return try swap(body)
    case .meltQuote: return try meltQuote(body)
    case .melt: return try melt(body)
    case .checkstate: return try states(body)
    default: return try restore(body)
    }
  }

  /// On disk first, where there is one: an answer must never say more than the books.
  mutating func commit(_ changes: [MintChange]) throws(MintMistake) {
    if let journal, !journal.append(changes) { throw .broken }
    for change in changes { ledger.apply(change) }
  }
}
