package import TollGateJSON

/// A message between a wallet and its mint, both ways: a wallet writes requests, a mint (as the sandbox has one) reads them.
package protocol MintMessage: Sendable {
  init(_ members: Members) throws(MessageFlaw)
  /// The members alone, into an object that is open.
  func write(to writer: inout JSONWriter)
}

extension MintMessage {
  package init(_ node: JSONNode) throws(MessageFlaw) { try self.init(try Members(node)) }

  /// The message that a body is, whatever it claims.
  package static func read(_ body: [UInt8], limits: JSONLimits = .mint) throws(MessageFlaw) -> Self {
    guard let node = try? JSONReader.read(body, limits: limits) else { throw .notJSON }
    return try Self(node)
  }

  package var body: [UInt8] {
    var writer = JSONWriter(reserving: 1024)
    writer.object(self)
    return writer.bytes
  }
}

extension JSONLimits {
  /// A mint's longest answer: two thousand signatures, or a hundred keysets with all their keys.
  package static let mint = JSONLimits(maxBytes: 1 << 20, maxDepth: 16, maxNodes: 1 << 15)
}

extension JSONWriter {
  mutating func object(_ message: some MintMessage) {
    beginObject()
    message.write(to: &self)
    endObject()
  }

  mutating func list(_ key: String, _ messages: [some MintMessage]) {
    self.key(key)
    beginArray()
    for message in messages { object(message) }
    endArray()
  }

  mutating func member(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  mutating func member(_ key: String, _ number: UInt64) {
    self.key(key)
    self.number(number)
  }

  /// Without a value, the member isn't there at all.
  mutating func member(ifThere key: String, _ text: String?) {
    if let text { member(key, text) }
  }

  mutating func member(ifThere key: String, _ number: UInt64?) {
    if let number { member(key, number) }
  }
}
