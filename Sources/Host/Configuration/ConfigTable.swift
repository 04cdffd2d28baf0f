import TollGateJSON
import TollGateTrace

/// The keys of one kind of object, and what holds where they are left out.
public struct ConfigTable<Target: Sendable>: Sendable {
  public let keys: [ConfigKey<Target>]
  /// All defaults.
  public let blank: Target

  public init(_ blank: Target, _ keys: [ConfigKey<Target>]) {
    self.blank = blank
    self.keys = keys
  }

  /// `others` are keys that somebody else reads from the same object.
  func read(_ node: JSONNode, _ reader: ConfigReader, into target: inout Target, others: [String] = []) {
    guard let members = node.members else {
      return reader.complain("an object must stand here", at: node, hint: "write { … }")
    }
    for member in node.duplicatedKeys { reader.complain("'\(member.key)' stands here twice", at: member.keyStart) }
    for member in members {
      if let key = keys.first(where: { $0.name == member.key }) {
        reader.inside(key.name) { key.take(member.value, reader, &target) }
      } else if !others.contains(member.key) {
        complain(about: member, reader, known: keys.map(\.name) + others)
      }
    }
    for key in keys where key.isRequired && node[key.name] == nil {
      reader.complain("'\(key.name)' is missing: \(key.help)", at: node, hint: "it takes \(key.words)")
    }
  }

  private func complain(about member: JSONMember, _ reader: ConfigReader, known: [String]) {
    let meant = Spelling.nearest(member.key, among: known).map { "did you mean '\($0)'?" }
    let all = known.isEmpty ? "nothing can stand here" : "here may stand: \(known.joined(separator: ", "))"
    reader.complain("'\(member.key)' is no key that is known here", at: member.keyStart, hint: meant ?? all)
  }

  func write(_ target: Target, _ writer: inout JSONWriter) {
    writer.beginObject()
    for key in keys {
      writer.key(key.name)
      key.write(target, &writer)
    }
    writer.endObject()
  }

  var schema: @Sendable (inout JSONWriter) -> Void {
    { writer in
      writer.key("type")
      writer.string("object")
      writer.key("additionalProperties")
      writer.bool(false)
      writer.key("properties")
      writer.beginObject()
      writeProperties(&writer)
      writer.endObject()
      let required = keys.filter(\.isRequired)
      guard !required.isEmpty else { return }
      writer.key("required")
      writer.beginArray()
      for key in required { writer.string(key.name) }
      writer.endArray()
    }
  }

  /// The schemas of the keys, into an object that is open.
  func writeProperties(_ writer: inout JSONWriter) {
    for key in keys {
      writer.key(key.name)
      writer.beginObject()
      writer.key("description")
      writer.string(key.help)
      key.schema(&writer)
      if !key.isRequired, key.inner.isEmpty {
        writer.key("default")
        key.write(blank, &writer)
      }
      writer.endObject()
    }
  }

  /// The table that people read, the keys of inner objects below the object's own.
  var lines: [ConfigLine] {
    keys.flatMap { key in
      var fallback = JSONWriter()
      key.write(blank, &fallback)
      let line = ConfigLine(
        path: key.name, words: key.words, help: key.help, fallback: key.inner.isEmpty ? fallback.text : "")
      return [line]
        + key.inner.map { inner in
          var inner = inner
          inner.path = "\(key.name).\(inner.path)"
          return inner
        }
    }
  }
}

extension ConfigTable {
  /// Such an object as a value, for lists of them.
  public func form(_ words: String, like example: String) -> ConfigForm<Target> {
    ConfigForm(
      words, like: example, schema: schema,
      read: { node, reader in
        var value = blank
        let before = reader.mistakes.count
        read(node, reader, into: &value)
        return reader.mistakes.count == before ? value : nil
      },
      write: { value, writer in write(value, &writer) })
  }
}
