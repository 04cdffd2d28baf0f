/// What this build is, and which traits it was built with.
enum Version {
  static let number = "0.1.0"

  /// Traits that decide what the program can do, with whether this build has them.
  static var traits: [(name: String, present: Bool)] {
    [
      ("Netlink", hasNetlink), ("Cashu", hasCashu), ("TLS", hasTLS), ("Simulation", hasSimulation),
      ("Sandbox", hasSandbox),
    ]
  }

  #if Netlink
    static let hasNetlink = true
  #else
    static let hasNetlink = false
  #endif

  #if Cashu
    private static let hasCashu = true
  #else
    private static let hasCashu = false
  #endif

  #if TLS
    private static let hasTLS = true
  #else
    private static let hasTLS = false
  #endif

  #if Simulation
    private static let hasSimulation = true
  #else
    private static let hasSimulation = false
  #endif

  #if Sandbox
    private static let hasSandbox = true
  #else
    private static let hasSandbox = false
  #endif

  static var text: String {
    let present = traits.filter(\.present).map(\.name)
    return "tollgate \(number)"
      + (present.isEmpty ? " (no optional parts)" : " (with \(present.joined(separator: ", ")))")
  }

  static var json: String {
    let parts = traits.map { "\"\($0.name)\":\($0.present)" }.joined(separator: ",")
    return "{\"version\":\"\(number)\",\"traits\":{\(parts)}}"
  }
}
