import TollGateJSON

/// One key of an object in the configuration. Reading, writing, the schema and the tables that people read all come from it,
/// and its default is the one of the value that it is read into (H2).
public struct ConfigKey<Target: Sendable>: Sendable {
  public let name: String
  public let help: String
  public let words: String
  let isRequired: Bool
  /// The keys of the objects behind it, in the order of the table; empty where a plain value stands.
  let inner: [ConfigLine]
  let schema: @Sendable (inout JSONWriter) -> Void
  let take: @Sendable (JSONNode, ConfigReader, inout Target) -> Void
  let write: @Sendable (Target, inout JSONWriter) -> Void

  /// A value.
  public init<Value: Sendable>(
    _ name: String, _ form: ConfigForm<Value>, _ place: any WritableKeyPath<Target, Value> & Sendable, _ help: String,
    isRequired: Bool = false
  ) {
    self.name = name
    self.help = help
    self.isRequired = isRequired
    words = form.words
    inner = []
    schema = form.schema
    take = { node, reader, target in
      if let value = form.read(node, reader) { target[keyPath: place] = value }
    }
    write = { target, writer in form.write(target[keyPath: place], &writer) }
  }

  /// An object with keys of its own; what it leaves out stays as it is.
  public init<Section: Sendable>(
    _ name: String, _ table: ConfigTable<Section>, _ place: any WritableKeyPath<Target, Section> & Sendable,
    _ help: String
  ) {
    self.name = name
    self.help = help
    isRequired = false
    words = "an object"
    inner = table.lines
    schema = table.schema
    take = { node, reader, target in table.read(node, reader, into: &target[keyPath: place]) }
    write = { target, writer in table.write(target[keyPath: place], &writer) }
  }
}

/// One line of the table that people read.
public struct ConfigLine: Hashable, Sendable {
  /// "purchase.time".
  public var path: String
  public var words: String
  public var help: String
  /// As JSON; empty for an object, whose keys have lines of their own.
  public var fallback: String
}
