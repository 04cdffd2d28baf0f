/// What a mint answers, as whoever asks within the process sees it.
package enum MintOutcome: Hashable, Sendable {
  case reply(MintReply)
  /// The connection ends without an answer. Whether the request was served, only the books say.
  case lost
  /// No answer ever comes.
  case silence
}

package struct MintReply: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  package var status: UInt16
  package var body: [UInt8]

  package init(_ status: UInt16 = 200, _ body: [UInt8]) {
    self.status = status
    self.body = body
  }

  /// Signatures are half of somebody's money: they are counted and not told.
  package var description: String { "\(status), \(body.count) bytes" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The kinds of request to a mint.
package enum MintEndpoint: String, Hashable, Sendable, CaseIterable {
  case info, keysets, keys, mint, swap, melt, checkstate, restore
  case mintQuote = "mint-quote"
  case mintQuoteState = "mint-quote-state"
  case meltQuote = "melt-quote"
  case meltQuoteState = "melt-quote-state"
}

/// A request as its path and method say it: what is asked for, and which quote or keyset.
struct MintRoute: Hashable, Sendable {
  var endpoint: MintEndpoint
  var name = ""

  /// Nothing for what no mint has.
  init?(_ method: String, _ path: String) {
    let path = path.prefix { $0 != "?" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard path.utf8.count <= 256, path.first == "/", parts.first == "v1",
      let (endpoint, name) = MintRoute.find(method, parts.dropFirst())
    else { return nil }
    self.endpoint = endpoint
    self.name = name
  }

  private static func find(_ method: String, _ parts: ArraySlice<String>) -> (MintEndpoint, String)? {
    switch (method, parts.count, parts.first, parts.dropFirst().first) {
    case ("GET", 1, "info", _): (.info, "")
    case ("GET", 1, "keysets", _): (.keysets, "")
    case ("GET", 1, "keys", _): (.keys, "")
    case ("GET", 2, "keys", let name?): (.keys, name)
    case ("POST", 1, "swap", _): (.swap, "")
    case ("POST", 1, "checkstate", _): (.checkstate, "")
    case ("POST", 1, "restore", _): (.restore, "")
    case ("POST", 2, "mint", "bolt11"): (.mint, "")
    case ("POST", 2, "melt", "bolt11"): (.melt, "")
    case (_, 3..., "mint", "quote"): quote(method, parts.dropFirst(2), .mintQuote, .mintQuoteState)
    case (_, 3..., "melt", "quote"): quote(method, parts.dropFirst(2), .meltQuote, .meltQuoteState)
    default: nil
    }
  }

  private static func quote(
    _ method: String, _ parts: ArraySlice<String>, _ opening: MintEndpoint, _ state: MintEndpoint
  ) -> (MintEndpoint, String)? {
    guard parts.first == "bolt11" else { return nil }
    if method == "POST", parts.count == 1 { return (opening, "") }
    if method == "GET", parts.count == 2, let name = parts.last { return (state, name) }
    return nil
  }
}
