import TollGateJSON

/// How a driver of one kind is made, and what the owner may write about it. `Product` is what the host needs of its port (H8).
public struct Registration<Product: Sendable>: Sendable {
  /// The word that the configuration chooses it by.
  public let kind: String
  public let help: String
  let names: [String]
  let lines: [ConfigLine]
  let writeProperties: @Sendable (inout JSONWriter) -> Void
  /// Reads the driver's own keys of a section, which it shares with those in `others`.
  let read: @Sendable (JSONNode?, ConfigReader, _ others: [String]) -> Builder<Product>

  /// A driver with keys of its own.
  public init<Section: Sendable>(
    _ kind: String, _ help: String, _ table: ConfigTable<Section>,
    make: @escaping @Sendable (Section, Workplace) async throws(DriverFailure) -> Product
  ) {
    self.kind = kind
    self.help = help
    names = table.keys.map(\.name)
    lines = table.lines
    writeProperties = { table.writeProperties(&$0) }
    read = { node, reader, others in
      var section = table.blank
      if let node { table.read(node, reader, into: &section, others: others) }
      let chosen = section
      return Builder(
        kind: kind,
        write: { writer in
          for key in table.keys {
            writer.key(key.name)
            key.write(chosen, &writer)
          }
        },
        make: { workplace throws(DriverFailure) in try await make(chosen, workplace) })
    }
  }

  /// A driver without keys.
  public init(
    _ kind: String, _ help: String, make: @escaping @Sendable (Workplace) async throws(DriverFailure) -> Product
  ) {
    self.init(kind, help, ConfigTable(NoKeys(), [])) { _, workplace throws(DriverFailure) in try await make(workplace) }
  }
}

private struct NoKeys: Sendable {}

/// A driver that was chosen and not yet made.
public struct Builder<Product: Sendable>: Sendable {
  let kind: String
  /// The driver's own keys, as they are, into an object that is open.
  let write: @Sendable (inout JSONWriter) -> Void
  let make: @Sendable (Workplace) async throws(DriverFailure) -> Product
}

/// What a driver may know about the place where it works.
public struct Workplace: Sendable {
  /// Where it may keep files; the daemon alone works there.
  public let folder: String
  public let configuration: Configuration

  public init(folder: String, configuration: Configuration) {
    self.folder = folder
    self.configuration = configuration
  }
}

/// Why a driver can't be made, and what a person may do about it.
public struct DriverFailure: Error, Hashable, Sendable {
  public var problem: String
  public var hint: String

  public init(_ problem: String, hint: String = "") {
    self.problem = problem
    self.hint = hint
  }
}
