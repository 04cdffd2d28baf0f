import TollGateCore
import TollGateJSON

/// The sections of the file. Those of ports hold keys of the machine and keys of the chosen driver side by side (H8).
enum ConfigSections {
  /// Sections without a driver, and keys of the file itself.
  static let plain = ConfigTable(
    Configuration(),
    [
      ConfigKey("state", ConfigKeys.path, \.state, "the folder that keeps money and memory"),
      ConfigKey("purchase", ConfigKeys.purchase, \.policy.purchase, "how much is bought, and up to what price"),
      ConfigKey("meters", ConfigKeys.meters, \.policy.meters, "what counts the service that was bought"),
      ConfigKey("control", ConfigKeys.control, \.control, "how the owner reaches the daemon"),
      ConfigKey("log", ConfigKeys.log, \.log, "what is logged"),
    ])

  static let links = ConfigKeys.links

  static let gateways = ConfigTable(
    Policy(),
    [
      ConfigKey(
        "pay", .choice([("carrying", PaidGateways.carrying), ("all", .all)], as: { "\($0)" }), \.paid,
        "pay the gateway that carries the default route, or all that there are"),
      ConfigKey("register", .flag, \.registers, "send each gateway one request on port 80, which some need"),
      ConfigKey("trust", ConfigKeys.trust, \.trust, "who is paid"),
    ])

  static let payment = ConfigTable(
    Policy(),
    [
      ConfigKey(
        "mints", ConfigForm<MintURL>.mint.list(of: "mints"), \.mints, "the mints whose money is used, best first")
    ])

  static let egress = ConfigTable(
    Policy(),
    [
      ConfigKey(
        "ask",
        .text(
          "'mints', 'off' or the name of a host", like: "mints",
          of: { $0.isEmpty ? nil : $0 == "off" ? .off : $0 == "mints" ? .anyMint : EgressPolicy.host($0) },
          as: { policy in
            switch policy {
            case .off: "off"
            case .anyMint: "mints"
            case .host(let name): name
            }
          }), \.egress, "what is asked, once paid, to see whether the way out really works")
    ])

  /// Reads the whole file; `nil` where a driver could not be chosen, which has been complained about.
  static func read(
    _ node: JSONNode, _ reader: ConfigReader, _ drivers: Drivers, into configuration: inout Configuration
  ) -> ChosenDrivers? {
    plain.read(node, reader, into: &configuration, others: ["links", "gateways", "payment", "egress"])
    let links = section("links", node, reader, drivers, drivers.links, Self.links, &configuration.policy.links)
    let gateways = section("gateways", node, reader, drivers, drivers.gateways, Self.gateways, &configuration.policy)
    let payment = section("payment", node, reader, drivers, drivers.payment, Self.payment, &configuration.policy)
    let egress = section("egress", node, reader, drivers, drivers.egress, Self.egress, &configuration.policy)
    guard let links, let gateways, let payment, let egress else { return nil }
    return ChosenDrivers(links: links, gateways: gateways, payment: payment, egress: egress)
  }

  private static func section<Product, Target>(
    _ port: String, _ node: JSONNode, _ reader: ConfigReader, _ drivers: Drivers, _ kinds: [Registration<Product>],
    _ table: ConfigTable<Target>, _ target: inout Target
  ) -> Builder<Product>? {
    reader.inside(port) {
      let section = node[port]
      let kind = section?["driver"]?.string
      let registration = kind.map { kind in kinds.first { $0.kind == kind } } ?? kinds.first
      if let section { table.read(section, reader, into: &target, others: (registration?.names ?? []) + ["driver"]) }
      let builder = drivers.choose(port, from: kinds, section, reader, others: table.keys.map(\.name))
      if section == nil, builder == nil { reader.complain("this build has no driver for '\(port)'", at: node) }
      return builder
    }
  }
}
