import TollGateCrypto
import TollGateJSON

extension ProofSecret {
  /// What the text asks for. It is only read here; what is signed and sent is always the text itself.
  package var kind: SecretKind {
    guard text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") else { return .bearer }
    guard let node = try? JSONReader.read(text, limits: JSONLimits(maxBytes: 4096, maxDepth: 8, maxNodes: 1024)),
      let parts = node.array, parts.count == 2, let kind = parts[0].string
    else { return .unknown(kind: "") }
    guard kind == "P2PK" || kind == "HTLC" else { return .unknown(kind: kind) }
    return SpendingLock(kind, parts[1]).map(SecretKind.locked) ?? .unspendable
  }
}

extension SpendingLock {
  /// Nothing for what is not exactly as NUT-10 and 11 have it: a mint could understand it otherwise.
  fileprivate init?(_ kind: String, _ node: JSONNode) {
    guard node.duplicatedKeys.isEmpty, let data = node["data"]?.string, node["nonce"]?.string != nil,
      let tags = LockTags(node["tags"])
    else { return nil }
    let pubkeys = tags["pubkeys"].map(SpendingLock.keys) ?? .some([])
    guard let pubkeys, let refundKeys = tags["refund"].map(SpendingLock.keys) ?? .some([]),
      let flag = tags["sigflag"].map({ $0.count == 1 ? Flag(rawValue: $0[0]) : nil }) ?? .some(.inputs),
      let locktime = tags["locktime"].map({ SpendingLock.number($0).map(Optional.some) }) ?? .some(nil)
    else { return nil }
    if kind == "P2PK" {
      guard let own = SpendingLock.keys([data]) else { return nil }
      self.kind = .publicKey
      keys = own + pubkeys
    } else {
      guard let hash = Octets32(hex: data) else { return nil }
      self.kind = .hash(hash)
      keys = pubkeys
    }
    guard let needed = SpendingLock.count(tags["n_sigs"], of: keys),
      let refundNeeded = SpendingLock.count(tags["n_sigs_refund"], of: refundKeys)
    else { return nil }
    self.flag = flag
    self.needed = needed
    self.locktime = locktime
    self.refundKeys = refundKeys
    self.refundNeeded = refundNeeded
    spelling = [kind, data] + tags.spelling
  }

  /// Nothing if one of them is none.
  private static func keys(_ texts: [String]) -> [Octets32]? {
    var keys: [Octets32] = []
    for text in texts {
      guard let compressed = CompressedPoint(hex: text), Point(compressed) != nil else { return nil }
      keys.append(compressed.x)
    }
    return keys
  }

  /// One number in digits.
  private static func number(_ texts: [String]) -> UInt64? {
    texts.count == 1 ? JSONNumber(text: texts[0])?.uint64 : nil
  }

  /// How many of the keys must sign: one unless told otherwise, and none where there are none. Nothing if it can't be
  /// reached, or one key stands twice among them.
  private static func count(_ tag: [String]?, of keys: [Octets32]) -> Int? {
    guard Set(keys).count == keys.count else { return nil }
    guard let tag else { return min(keys.count, 1) }
    guard let count = number(tag), count > 0, count <= UInt64(keys.count) else { return nil }
    return Int(count)
  }
}

/// Tags by their names, each of them at most once, all of them texts.
private struct LockTags {
  private var values: [String: [String]] = [:]
  private(set) var spelling: [String] = []

  init?(_ node: JSONNode?) {
    guard let node, !node.isNull else { return }
    guard let tags = node.array else { return nil }
    for tag in tags {
      let texts = (tag.array ?? []).compactMap(\.string)
      guard let name = texts.first, texts.count > 1, texts.count == tag.array?.count, values[name] == nil else {
        return nil
      }
      values[name] = Array(texts.dropFirst())
      spelling += [String(texts.count)] + texts
    }
  }

  subscript(name: String) -> [String]? { values[name] }
}
