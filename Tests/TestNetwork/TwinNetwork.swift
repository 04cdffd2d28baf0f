/// One machine with two links, `tg0` and `tg1`; behind each is a gateway with the same addresses, 10.77.0.1 and fe80::1.
package struct TwinNetwork: Sendable {
  package let home: TestNetwork
  /// Their link is `lan`.
  package let gateways: [TestNetwork]

  package init() async throws {
    home = try await TestNetwork()
    gateways = try await [TestNetwork(), TestNetwork()]
    for (number, gateway) in gateways.enumerated() {
      try await home.batch([
        "link add tg\(number) type veth peer name lan netns \(gateway.name)",
        "link set tg\(number) addrgenmode none", "addr add 10.77.0.\(number + 2)/24 dev tg\(number)",
        "addr add fe80::\(number + 2)/64 dev tg\(number) nodad", "link set tg\(number) up",
      ])
      try await gateway.batch([
        "link set lan addrgenmode none", "addr add 10.77.0.1/24 dev lan", "addr add fe80::1/64 dev lan nodad",
        "link set lan up",
      ])
    }
  }
}
