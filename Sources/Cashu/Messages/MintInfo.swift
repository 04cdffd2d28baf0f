package import TollGateJSON

/// What a mint says of itself (NUT-06). Nothing of it is needed for a payment, so that nothing of it has to be right.
package struct MintInfo: MintMessage, Hashable {
  /// A way into the mint (NUT-04) or out of it (NUT-05).
  package struct Method: Hashable, Sendable {
    package let method: String
    package let unit: String
    package let least: Amount?
    package let most: Amount?
  }

  /// A request that may be repeated word by word, to get the same answer (NUT-19).
  package struct CachedRequest: Hashable, Sendable {
    package let method: String
    package let path: String
  }

  package var name: String
  package var version: String
  /// A word of the operator to the users.
  package var notice: String?
  /// How many inputs, outputs or points a request may have.
  package var longestList: UInt64?
  /// The numbers of the NUTs that it has and has not switched off.
  package var nuts: Set<Int>
  package var mintMethods: [Method] = []
  package var meltMethods: [Method] = []
  package var cachedRequests: [CachedRequest] = []

  package init(name: String, version: String, nuts: Set<Int>, mintMethods: [Method] = [], meltMethods: [Method] = []) {
    self.name = name
    self.version = version
    self.nuts = nuts
    self.mintMethods = mintMethods
    self.meltMethods = meltMethods
  }

  package init(_ members: Members) throws(MessageFlaw) {
    let all = (try? members.node("nuts"))?.members ?? []
    name = (try? members.node("name"))?.string ?? ""
    version = (try? members.node("version"))?.string ?? ""
    notice = (try? members.node("motd"))?.string
    longestList = (try? members.node("max_array_length"))?.uint64
    nuts = Set(all.lazy.filter { MintInfo.isSupported($0.value) }.compactMap { Int($0.key) })
    for member in all {
      switch member.key {
      case "4": mintMethods = MintInfo.methods(member.value)
      case "5": meltMethods = MintInfo.methods(member.value)
      case "19":
        cachedRequests = (member.value["cached_endpoints"]?.array ?? []).compactMap { node in
          guard let method = node["method"]?.string, let path = node["path"]?.string else { return nil }
          return CachedRequest(method: method, path: path)
        }
      default: break
      }
    }
  }

  /// Each NUT says it in its own way.
  private static func isSupported(_ node: JSONNode) -> Bool {
    if node["disabled"]?.bool == true { return false }
    if let supported = node["supported"] { return supported.bool ?? (supported.array?.isEmpty == false) }
    return node.members != nil
  }

  private static func methods(_ node: JSONNode) -> [Method] {
    guard node["disabled"]?.bool != true else { return [] }
    return (node["methods"]?.array ?? []).compactMap { node in
      guard let method = node["method"]?.string, let unit = node["unit"]?.string else { return nil }
      return Method(
        method: method, unit: unit, least: node["min_amount"]?.uint64.map(Amount.init),
        most: node["max_amount"]?.uint64.map(Amount.init))
    }
  }

  package func write(to writer: inout JSONWriter) {
    writer.member("name", name)
    writer.member("version", version)
    writer.member(ifThere: "motd", notice)
    writer.member(ifThere: "max_array_length", longestList)
    writer.key("nuts")
    writer.beginObject()
    for nut in nuts.sorted() {
      writer.key(String(nut))
      writer.beginObject()
      switch nut {
      case 4: MintInfo.write(mintMethods, to: &writer)
      case 5: MintInfo.write(meltMethods, to: &writer)
      default:
        writer.key("supported")
        writer.bool(true)
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private static func write(_ methods: [Method], to writer: inout JSONWriter) {
    writer.key("methods")
    writer.beginArray()
    for method in methods {
      writer.beginObject()
      writer.member("method", method.method)
      writer.member("unit", method.unit)
      writer.member(ifThere: "min_amount", method.least?.value)
      writer.member(ifThere: "max_amount", method.most?.value)
      writer.endObject()
    }
    writer.endArray()
    writer.key("disabled")
    writer.bool(false)
  }
}
