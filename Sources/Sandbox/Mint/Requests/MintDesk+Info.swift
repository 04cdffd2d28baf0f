import TollGateCashu
import TollGateCrypto
import TollGateJSON

extension MintDesk {
  func info() -> [UInt8] {
    var writer = JSONWriter(reserving: 1024)
    writer.beginObject()
    writer.pair("name", terms.name)
    writer.pair("version", "tollgate-sandbox/1")
    writer.pair("time", now)
    writer.pair("max_array_length", UInt64(terms.longestList))
    writer.key("nuts")
    writer.beginObject()
    for nut in [4, 5] {
      writer.key("\(nut)")
      writeMethods(to: &writer)
    }
    for nut in [7, 8, 9, 10, 11, 12, 14, 20] {
      writer.key("\(nut)")
      writer.beginObject()
      writer.key("supported")
      writer.bool(true)
      writer.endObject()
    }
    if caches { MintDesk.writeCache(to: &writer) }
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  private func writeMethods(to writer: inout JSONWriter) {
    writer.beginObject()
    let units = Set(ledger.keysets.lazy.filter(\.info.isActive).map(\.info.unit)).sorted()
    writer.objects("methods", units) { unit, writer in
      writer.pair("method", "bolt11")
      writer.pair("unit", unit)
    }
    writer.key("disabled")
    writer.bool(false)
    writer.endObject()
  }

  private static func writeCache(to writer: inout JSONWriter) {
    writer.key("19")
    writer.beginObject()
    writer.pair("ttl", 3600)
    writer.objects("cached_endpoints", ["/v1/mint/bolt11", "/v1/swap", "/v1/melt/bolt11"]) { path, writer in
      writer.pair("method", "POST")
      writer.pair("path", path)
    }
    writer.endObject()
  }

  /// Of one keyset, or of all that are active.
  func keys(_ id: String) throws(MintMistake) -> [UInt8] {
    guard id.isEmpty else {
      guard let keyset = KeysetID(hex: id).flatMap(ledger.keyset) else { throw .keysNotFound(id) }
      return KeysAnswer([disturbance.spoilt(keyset.keyset)]).body
    }
    return KeysAnswer(ledger.keysets.filter(\.info.isActive).map { disturbance.spoilt($0.keyset) }).body
  }
}

/// Answers that are given again to the same request (NUT-19).
struct ReplyCache: Sendable {
  private static let most = 1024
  private var replies: [Octets32: MintReply] = [:]

  subscript(route: MintRoute, body: [UInt8]) -> MintReply? { replies[ReplyCache.name(route, body)] }

  mutating func keep(_ reply: MintReply, for route: MintRoute, _ body: [UInt8]) {
    if replies.count >= ReplyCache.most { replies = [:] }
    replies[ReplyCache.name(route, body)] = reply
  }

  private static func name(_ route: MintRoute, _ body: [UInt8]) -> Octets32 {
    var hash = SHA256()
    hash.update(route.endpoint.rawValue)
    hash.update(body)
    return hash.digest
  }
}
