import TollGateJSON
import TollGateTrace

/// What may stand behind a key: how it is read and written, and what a person and a schema are told about it.
public struct ConfigForm<Value: Sendable>: Sendable {
  /// "a length of time, 1 s to 1 h".
  public let words: String
  let example: String
  /// The members of its schema, without the braces.
  let schema: @Sendable (inout JSONWriter) -> Void
  let read: @Sendable (JSONNode, ConfigReader) -> Value?
  let write: @Sendable (Value, inout JSONWriter) -> Void

  init(
    _ words: String, like example: String, schema: @escaping @Sendable (inout JSONWriter) -> Void,
    read: @escaping @Sendable (JSONNode, ConfigReader) -> Value?,
    write: @escaping @Sendable (Value, inout JSONWriter) -> Void
  ) {
    self.words = words
    self.example = example
    self.schema = schema
    self.read = read
    self.write = write
  }

  /// A text of a certain shape; `parse` gives `nil` for any other.
  public static func text(
    _ words: String, like example: String, pattern: String? = nil, of parse: @escaping @Sendable (String) -> Value?,
    as spell: @escaping @Sendable (Value) -> String
  ) -> ConfigForm {
    ConfigForm(
      words, like: "\"\(example)\"",
      schema: { writer in
        writer.key("type")
        writer.string("string")
        guard let pattern else { return }
        writer.key("pattern")
        writer.string(pattern)
      },
      read: { node, reader in
        if let text = node.string, let value = parse(text) { return value }
        reader.complain("\(words) must stand here", at: node, hint: "for example \"\(example)\"")
        return nil
      },
      write: { value, writer in writer.string(spell(value)) })
  }

  /// One of a few words.
  public static func choice(_ choices: [(String, Value)], as spell: @escaping @Sendable (Value) -> String) -> ConfigForm
  {
    let names = choices.map(\.0)
    let words = names.joined(separator: ", ")
    return ConfigForm(
      "one of \(words)", like: "\"\(names.first ?? "")\"",
      schema: { writer in
        writer.key("enum")
        writer.beginArray()
        for name in names { writer.string(name) }
        writer.endArray()
      },
      read: { node, reader in
        if let text = node.string, let found = choices.first(where: { $0.0 == text }) { return found.1 }
        let meant = node.string.flatMap { Spelling.nearest($0, among: names) }.map { "did you mean \"\($0)\"?" }
        reader.complain("one of a few words must stand here", at: node, hint: meant ?? "it may be \(words)")
        return nil
      },
      write: { value, writer in writer.string(spell(value)) })
  }

  /// The same, kept as another type.
  func mapped<Other: Sendable>(
    to other: @escaping @Sendable (Value) -> Other, from value: @escaping @Sendable (Other) -> Value
  ) -> ConfigForm<Other> {
    let (read, write) = (read, write)
    return ConfigForm<Other>(
      words, like: example, schema: schema, read: { node, reader in read(node, reader).map(other) },
      write: { kept, writer in write(value(kept), &writer) })
  }

  /// A list of such values.
  public func list(of what: String) -> ConfigForm<[Value]> {
    let (element, elementRead, elementWrite) = (schema, read, write)
    return ConfigForm<[Value]>(
      "a list of \(what)", like: "[\(example)]",
      schema: { writer in
        writer.key("type")
        writer.string("array")
        writer.key("items")
        writer.beginObject()
        element(&writer)
        writer.endObject()
      },
      read: { node, reader in
        guard let nodes = node.array else {
          reader.complain("a list of \(what) must stand here", at: node, hint: "write [ … ]")
          return nil
        }
        return nodes.enumerated().compactMap { place, node in
          reader.inside("\(place)") { elementRead(node, reader) }
        }
      },
      write: { values, writer in
        writer.beginArray()
        for value in values { elementWrite(value, &writer) }
        writer.endArray()
      })
  }
}
