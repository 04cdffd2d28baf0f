package import TollGateCore
package import TollGateCrypto
package import TollGateJSON

/// A signed message (NIP-01), as it was read or made. What it claims is not checked yet: `flaw` does that.
package struct NostrEvent: Sendable {
  /// What gateways and their clients sign.
  package enum Kind {
    package static let session: Int64 = 1022
    package static let advertisement: Int64 = 10021
    package static let payment: Int64 = 21000
    package static let notice: Int64 = 21023
  }

  package let kind: Int64
  /// nil where there is no id of 64 digits in lower case.
  package let id: Octets32?
  /// nil where there is no key of 64 digits in lower case.
  package let key: Octets32?
  package let createdAt: Int64
  package let tags: [[String]]
  package let content: String
  /// nil where there is no signature of 128 digits in lower case.
  package let signature: Octets64?
  /// Some tag holds what is no text. NIP-01 knows texts alone, so that nobody can say what was hashed.
  package let isUnverifiable: Bool
  /// The tags as they were spelled, where that is the spelling which is hashed: most events come in it.
  let hashedTags: ArraySlice<UInt8>?

  init(
    kind: Int64, id: Octets32?, key: Octets32?, createdAt: Int64, tags: [[String]], content: String,
    signature: Octets64?, isUnverifiable: Bool = false, hashedTags: ArraySlice<UInt8>? = nil
  ) {
    self.kind = kind
    self.id = id
    self.key = key
    self.createdAt = createdAt
    self.tags = tags
    self.content = content
    self.signature = signature
    self.isUnverifiable = isUnverifiable
    self.hashedTags = hashedTags
  }

  /// The values of the last tag with this name and a value: for a repeated tag, what Go's client goes by.
  package func values(of name: String) -> ArraySlice<String>? {
    tags.last { $0.count > 1 && $0[0] == name }?.dropFirst()
  }
}

/// The ways in which an event is wrong, in the order in which they are looked for.
package enum EventFlaw: Error, Hashable, Sendable {
  case notJSON, notAnEvent, wrongKey, unverifiable, wrongID, wrongSignature
}

extension AdvertisementFlaw: Error {
  /// What nobody can hash has no right id either.
  package init(_ flaw: EventFlaw) {
    switch flaw {
    case .notJSON: self = .notJSON
    case .notAnEvent: self = .notAnEvent
    case .wrongKey: self = .wrongKey
    case .unverifiable, .wrongID: self = .wrongID
    case .wrongSignature: self = .wrongSignature
    }
  }
}

extension NostrEvent {
  /// No answer of a gateway is longer (B1), and no event needs more depth.
  package static let limits = JSONLimits(maxBytes: 64 << 10, maxDepth: 16, maxNodes: 1 << 14)

  /// The event that a text is, whatever it claims. Missing tags are none, a missing date is 0, as in Go.
  package static func read(_ text: [UInt8], limits: JSONLimits = limits) throws(EventFlaw) -> NostrEvent {
    guard let node = try? JSONReader.read(text, limits: limits) else { throw .notJSON }
    return try read(node, in: text)
  }

  private static func read(_ node: JSONNode, in text: [UInt8]) throws(EventFlaw) -> NostrEvent {
    var fields = Fields()
    for member in node.members ?? [] where !member.value.isNull { fields.take(member) }
    guard let kind = fields.kind?.int64 else { throw .notAnEvent }
    let (tags, isUnverifiable) = try texts(of: fields.tags)
    return NostrEvent(
      kind: kind, id: fields.id?.string.flatMap { Octets32(hex: $0, letters: .lower) },
      key: fields.key?.string.flatMap { Octets32(hex: $0, letters: .lower) },
      createdAt: try value(of: fields.createdAt, \.int64) ?? 0, tags: tags,
      content: try value(of: fields.content, \.string) ?? "",
      signature: fields.signature?.string.flatMap { Octets64(hex: $0, letters: .lower) },
      isUnverifiable: isUnverifiable, hashedTags: fields.tags.map { $0.text(in: text) }.flatMap(inHashedSpelling))
  }

  /// Without an escape and without space, JSON has one spelling only.
  private static func inHashedSpelling(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let span = text.span
    for index in span.indices where span[index] <= UInt8(ascii: " ") || span[index] == UInt8(ascii: "\\") { return nil }
    return text
  }

  /// nil if there is none; one of another type is no event.
  private static func value<Value>(
    of node: JSONNode?, _ value: (JSONNode) -> Value?
  ) throws(EventFlaw) -> Value? {
    guard let node else { return nil }
    guard let value = value(node) else { throw .notAnEvent }
    return value
  }

  private static func texts(of node: JSONNode?) throws(EventFlaw) -> ([[String]], isUnverifiable: Bool) {
    var tags: [[String]] = []
    var isUnverifiable = false
    let lists = try value(of: node, \.array) ?? []
    tags.reserveCapacity(lists.count)
    for tag in lists {
      guard let elements = tag.array else { throw .notAnEvent }
      var texts: [String] = []
      texts.reserveCapacity(elements.count)
      for element in elements {
        if let text = element.string {
          texts.append(text)
        } else {
          isUnverifiable = true
          texts.append(element.number?.text ?? "")
        }
      }
      tags.append(texts)
    }
    return (tags, isUnverifiable)
  }
}

/// The members that an event has; of a repeated one the last counts.
private struct Fields {
  var kind, id, key, createdAt, tags, content, signature: JSONNode?

  mutating func take(_ member: JSONMember) {
    switch member.key {
    case "kind": kind = member.value
    case "id": id = member.value
    case "pubkey": key = member.value
    case "created_at": createdAt = member.value
    case "tags": tags = member.value
    case "content": content = member.value
    case "sig": signature = member.value
    default: break
    }
  }
}
