import TollGateCore
import TollGateJSON

/// What is told about the configuration: the table of keys, the schema, and a file with all its defaults (H2). Everything
/// comes from the tables that read it.
package struct ConfigPages {
  private let drivers: Drivers

  package init(_ drivers: Drivers) { self.drivers = drivers }

  /// A section that a driver shares with the machine: its keys, and the drivers that may stand in it.
  private struct Port {
    let name: String
    let help: String
    let kinds: [(kind: String, help: String, lines: [ConfigLine])]
    let lines: [ConfigLine]
    let schema: @Sendable (inout JSONWriter) -> Void
  }

  private var ports: [Port] {
    [
      port("links", "what watches the links of this machine", drivers.links, ConfigSections.links),
      port("gateways", "what talks to gateways, and which are paid", drivers.gateways, ConfigSections.gateways),
      port("payment", "what pays", drivers.payment, ConfigSections.payment),
      port("egress", "what proves that paid access really works", drivers.egress, ConfigSections.egress),
    ]
  }

  private func port<Product, Target>(
    _ name: String, _ help: String, _ kinds: [Registration<Product>], _ table: ConfigTable<Target>
  ) -> Port {
    Port(
      name: name, help: help, kinds: kinds.map { ($0.kind, $0.help, $0.lines) }, lines: table.lines,
      schema: table.schema)
  }

  /// Every key with what it takes, its default and its purpose, in the order of the file.
  package var lines: [ConfigLine] {
    ports.flatMap { port -> [ConfigLine] in
      let kinds = port.kinds.map(\.kind).joined(separator: ", ")
      let own = [
        ConfigLine(path: port.name, words: "an object", help: port.help, fallback: ""),
        ConfigLine(
          path: "\(port.name).driver", words: "one of \(kinds)", help: "which driver",
          fallback: "\"\(port.kinds.first?.kind ?? "")\""),
      ]
      return own
        + (port.lines + port.kinds.flatMap { $0.lines }).map { line in
          var line = line
          line.path = "\(port.name).\(line.path)"
          return line
        }
    } + ConfigSections.plain.lines
  }

  /// A file with every key, as it holds.
  package func text(of file: ConfigFile) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    let (policy, chosen) = (file.configuration.policy, file.chosen)
    write("links", chosen.links, ConfigSections.links, policy.links, &writer)
    write("gateways", chosen.gateways, ConfigSections.gateways, policy, &writer)
    write("payment", chosen.payment, ConfigSections.payment, policy, &writer)
    write("egress", chosen.egress, ConfigSections.egress, policy, &writer)
    for key in ConfigSections.plain.keys {
      writer.key(key.name)
      key.write(file.configuration, &writer)
    }
    writer.endObject()
    return PrettyJSON.text(writer.bytes)
  }

  private func write<Product, Target>(
    _ port: String, _ builder: Builder<Product>, _ table: ConfigTable<Target>, _ target: Target,
    _ writer: inout JSONWriter
  ) {
    writer.key(port)
    writer.beginObject()
    writer.key("driver")
    writer.string(builder.kind)
    for key in table.keys {
      writer.key(key.name)
      key.write(target, &writer)
    }
    builder.write(&writer)
    writer.endObject()
  }
}

/// JSON for people: a member a line.
package enum PrettyJSON {
  /// The text must be JSON; what isn't is given back as it is.
  package static func text(_ bytes: [UInt8]) -> String {
    guard let node = try? JSONReader.read(bytes) else { return String(decoding: bytes, as: UTF8.self) }
    return text(node, in: bytes, indent: "")
  }

  private static func text(_ node: JSONNode, in source: [UInt8], indent: String) -> String {
    let inner = indent + "  "
    if let members = node.members, !members.isEmpty {
      let lines = members.map { member -> String in
        var key = JSONWriter()
        key.string(member.key)
        return "\(inner)\(key.text): \(text(member.value, in: source, indent: inner))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
    if let elements = node.array, elements.contains(where: { $0.members != nil }) {
      let lines = elements.map { inner + text($0, in: source, indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    }
    return String(decoding: node.text(in: source), as: UTF8.self)
  }
}
