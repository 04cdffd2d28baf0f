import Testing
import TollGateCore
import TollGatePollingDriver
import TollGateTestNetwork

/// A change of a real kernel's links, as `ip` makes it.
struct KernelCase: Sendable, CustomTestStringConvertible {
  var name: String
  var before: [String]
  var after: [String]
  var testDescription: String { name }

  private static let address = ["addr add 192.0.2.2/24 dev tg0"]
  private static let route = address + ["route add default via 192.0.2.1 dev tg0 metric 100"]
  private static let two = route + ["addr add 198.51.100.2/24 dev tg1"]
  private static let six = ["addr add 2001:db8::2/64 dev tg0 nodad"]

  static let all = [
    KernelCase(name: "IPv4 address and route", before: [], after: route),
    KernelCase(name: "another metric", before: route, after: ["route add default via 192.0.2.1 dev tg0 metric 5"]),
    KernelCase(
      name: "a replaced gateway", before: route, after: ["route replace default via 192.0.2.9 dev tg0 metric 100"]),
    KernelCase(name: "a huge metric", before: address, after: ["route add default via 192.0.2.1 metric 4294967295"]),
    KernelCase(name: "a route that goes", before: route, after: ["route del default"]),
    KernelCase(
      name: "several hops", before: two,
      after: ["route add default metric 7 nexthop via 192.0.2.1 dev tg0 nexthop via 198.51.100.1 dev tg1"]),
    KernelCase(
      name: "several IPv6 hops", before: six + ["addr add 2001:db8:1::2/64 dev tg1 nodad"],
      after: [
        "route add ::/0 metric 7 nexthop via 2001:db8::1 dev tg0 nexthop via 2001:db8:1::1 dev tg1"
      ]),
    KernelCase(name: "IPv6 address and route", before: [], after: six + ["route add ::/0 via 2001:db8::1 dev tg0"]),
    KernelCase(name: "a link-local IPv6 gateway", before: six, after: ["route add ::/0 via fe80::1 dev tg0 metric 9"]),
    KernelCase(name: "a tentative address", before: [], after: ["addr add 2001:db8::77/64 dev tg0"]),
    KernelCase(name: "an unreachable default", before: route, after: ["route add unreachable default metric 900"]),
    KernelCase(name: "a default of another table", before: route, after: ["route add default via 192.0.2.3 table 100"]),
    KernelCase(
      name: "IPv6 defaults of other tables", before: six,
      after: [
        "route add ::/0 via 2001:db8::3 dev tg0 table 100",
        "route add 2001:db8:5::/48 via 2001:db8::3 dev tg0 table 100",
        "route add ::/0 via 2001:db8::4 dev tg0 table 1001",
      ]),
    KernelCase(
      name: "IPv6 defaults of the main table and another", before: six + ["route add ::/0 via 2001:db8::3 table 100"],
      after: ["route add ::/0 via 2001:db8::1 dev tg0", "route add ::/0 via 2001:db8::7 dev tg0 metric 9"]),
    KernelCase(
      name: "an IPv6 default while loopback is down", before: six + ["route add ::/0 via 2001:db8::3 table 100"],
      after: ["link set lo down", "route add ::/0 via 2001:db8::1 dev tg0"]),
    KernelCase(name: "a device route", before: address, after: ["route add default dev tg0 metric 3"]),
    KernelCase(name: "point-to-point", before: [], after: ["addr add 10.0.0.2 peer 10.0.0.1/32 dev tg0"]),
    KernelCase(name: "a labelled address", before: [], after: ["addr add 10.1.0.2/24 dev tg0 label tg0:1"]),
    KernelCase(name: "link down", before: route + six, after: ["link set tg0 down"]),
    KernelCase(name: "link down and up", before: route, after: ["link set tg0 down", "link set tg0 up"]),
    KernelCase(name: "carrier loss", before: route, after: ["link set tg0p down"]),
    KernelCase(name: "an address whose loss takes the route", before: route, after: ["addr del 192.0.2.2/24 dev tg0"]),
    KernelCase(
      name: "an address whose loss takes another link's route",
      before: two + ["route add default dev tg1 src 192.0.2.2 metric 4"], after: ["addr del 192.0.2.2/24 dev tg0"]),
    KernelCase(
      name: "rename", before: route, after: ["link set tg0 down", "link set tg0 name wan", "link set wan up"]),
    KernelCase(name: "deletion", before: two, after: ["link del tg0"]),
    KernelCase(name: "a bridge port", before: two, after: ["link add br0 type bridge", "link set tg1 master br0"]),
    KernelCase(
      name: "a port that leaves its bridge", before: two + ["link add br0 type bridge", "link set tg1 master br0"],
      after: ["link set tg1 nomaster"]),
  ]
}

extension RealKernel {
  @Suite
  struct KernelComparisonTests {
    /// Both in one network, so that the kernel is asked for both.
    private func watchingBoth(
      _ network: TestNetwork, _ experiment: ([Deliveries]) async throws -> Void
    ) async throws {
      let drivers = RealDriver.allCases.prefix(2).map { $0.make(in: network) }
      try await watching(drivers[0]) { first in
        if drivers.count == 1 {
          try await experiment([first])
        } else {
          try await watching(drivers[1]) { second in try await experiment([first, second]) }
        }
      }
    }

    @Test("A1, A2, A3: each driver gives the table that ip gives", arguments: KernelCase.all)
    func same(_ change: KernelCase) async throws {
      let network = try await TestNetwork()
      try await network.links("tg0", "tg1")
      try await network.batch(change.before)
      try await watchingBoth(network) { both in
        try await eventually("the table before") { try await both.agree(with: network) }
        try await network.batch(change.after)
        try await eventually("the table after") { try await both.agree(with: network) }
      }
    }

    @Test("A1, A3: a thousand interfaces are all there", arguments: RealDriver.allCases.prefix(2))
    func thousand(_ driver: RealDriver) async throws {
      let network = try await TestNetwork()
      try await watching(driver.make(in: network)) { deliveries in
        try await network.batch((0..<500).map { "link add a\($0) type veth peer name b\($0)" })
        try await eventually("a thousand links") { try await deliveries.agree(with: network) }
        #expect(deliveries.newest?.links.count == 1001)
      }
    }
  }
}

extension RealKernel {
  @Suite
  struct AttachmentTests {
    @Test(
      "A1, L12: another gateway MAC at the same address is a new attachment, a first one is not",
      arguments: RealDriver.allCases)
    func roaming(_ driver: RealDriver) async throws {
      let network = try await TestNetwork()
      try await network.links("tg0")
      try await network.batch(["addr add 192.0.2.2/24 dev tg0", "route add default via 192.0.2.1 dev tg0"])
      try await watching(driver.make(in: network)) { deliveries in
        try await eventually("the route") {
          deliveries.newest?.routes.isEmpty == false && deliveries.newest?.isUp == true
        }
        let first = deliveries.attachment(of: "tg0")
        try await network.ip("neigh replace 192.0.2.1 lladdr 02:00:00:00:00:01 dev tg0 nud permanent")
        // Something else that can be seen: by then the first MAC is known.
        try await network.ip("addr add 192.0.2.3/24 dev tg0")
        try await eventually("the second address") { deliveries.newest?.addresses(on: "tg0") == 2 }
        #expect(deliveries.attachment(of: "tg0") == first)
        try await network.ip("neigh replace 192.0.2.1 lladdr 02:00:00:00:00:02 dev tg0 nud permanent")
        try await eventually("another attachment") { deliveries.attachment(of: "tg0") != first }
      }
    }

    @Test("A1: carrier lost and back is a new attachment", arguments: RealDriver.allCases)
    func carrier(_ driver: RealDriver) async throws {
      let network = try await TestNetwork()
      try await network.links("tg0")
      try await watching(driver.make(in: network)) { deliveries in
        try await eventually("carrier") { deliveries.newest?.isUp == true }
        let first = deliveries.attachment(of: "tg0")
        try await network.ip("link set tg0p down")
        try await eventually("no carrier") { deliveries.newest?.isUp == false }
        try await network.ip("link set tg0p up")
        try await eventually("carrier again") { deliveries.newest?.isUp == true }
        #expect(deliveries.attachment(of: "tg0") != first)
      }
    }
  }
}

extension LinkTable {
  fileprivate var isUp: Bool { links.contains { $0.name.text == "tg0" && $0.up && $0.carrier } }
  fileprivate func addresses(on name: String) -> Int {
    addresses.count { $0.link.text == name && $0.address.isV4 }
  }
}

extension [Deliveries] {
  fileprivate func agree(with network: TestNetwork) async throws -> Bool {
    let kernel = try await LinkFacts(of: network)
    return allSatisfy { $0.newest.map { LinkFacts($0) } == kernel }
  }
}
