import Testing
import TollGateCore

@Suite("the gateways that a link table names") struct UplinkTests {
  static let lan = LinkName("eth0")
  static let wifi = LinkName("wlan0")
  static let global = IPAddress.v6(0x2001_0DB8_0000_0000, 2)
  static let router = IPAddress.v6(0xFE80 << 48, 1)

  private func ids(_ table: LinkTable, _ change: (inout LinkPolicy) -> Void = { _ in }) -> [GatewayID] {
    var policy = LinkPolicy()
    change(&policy)
    return policy.uplinks(in: table).map(\.id)
  }

  private func named(_ name: String) -> [GatewayID] { ids(.one(LinkName(name))) }

  @Test(
    "A6: loopback, docker, the own bridge and access points are ignored by default",
    arguments: ["lo", "docker0", "docker_gwbridge", "br-lan", "hostap1"])
  func ignoredByDefault(name: String) { #expect(named(name).isEmpty) }

  @Test(
    "A6: names that only resemble those are looked at",
    arguments: ["lo0", "xdocker0", "br-lan1", "br-wan", "wlan0", "eth0.2"])
  func lookedAt(name: String) { #expect(named(name).count == 1) }

  @Test(
    "A6: globs match as a shell does",
    arguments: [
      ("*", "eth0", true), ("eth*", "eth0", true), ("eth*", "eth", true), ("eth?", "eth0", true),
      ("eth?", "eth", false),
      ("eth?", "eth10", false), ("*0", "eth10", true), ("e*h*0", "eth0", true), ("e*x*0", "eth0", false),
      ("", "", true),
      ("", "a", false), ("?*", "", false), ("**", "", true), ("ETH*", "eth0", false), ("*.2", "eth0.2", true),
    ])
  func globs(pattern: String, name: String, matches: Bool) {
    var policy = LinkPolicy()
    policy.ignore = []
    policy.only = [pattern]
    #expect(policy.admits(LinkName(name)) == matches)
    policy.only = []
    policy.ignore = [pattern]
    #expect(policy.admits(LinkName(name)) == !matches)
  }

  @Test("A6: ignore wins over only, and only is exclusive")
  func ignoreWins() {
    let table = LinkTable.one(UplinkTests.lan) + .one(UplinkTests.wifi, metric: 5, index: 3)
    #expect(ids(table) { $0.only = ["wlan*"] }.map(\.link) == [UplinkTests.wifi])
    #expect(
      ids(table) {
        $0.only = ["*"]; $0.ignore = ["wlan*"]
      }.map(\.link) == [UplinkTests.lan])
  }

  @Test("A6: a link that is down, has no carrier, or is a loopback has no gateways")
  func noCarrier() {
    var table = LinkTable.example
    table.links[0].carrier = false
    #expect(ids(table).isEmpty)
    table = .example
    table.links[0].up = false
    #expect(ids(table).isEmpty)
    table = .example
    table.links[0].loopback = true
    #expect(ids(table).isEmpty)
    #expect(ids(.example) == [.example()])
  }

  @Test("A6: a family without an own usable address has no gateway")
  func noAddress() {
    var table = LinkTable.example
    table.addresses[0].usable = false
    #expect(ids(table).isEmpty)
    table.addresses = []
    #expect(ids(table).isEmpty)
    table.addresses = [LinkAddress(link: .wan, address: UplinkTests.global, prefix: 64)]
    #expect(ids(table).isEmpty)
    table.addresses = [LinkAddress(link: LinkName("other"), address: .v4(0x0A00_0002), prefix: 24)]
    #expect(ids(table).isEmpty)
  }

  @Test("A7: the lowest metric of each link and family names its gateway")
  func lowestMetric() {
    var table = LinkTable.one(metric: 20)
    table.routes.append(DefaultRoute(link: .wan, family: .v4, gateway: .v4(0x0A00_0009), metric: 10))
    table.routes.append(DefaultRoute(link: .wan, family: .v6, gateway: UplinkTests.router, metric: 1))
    #expect(ids(table).map(\.address) == [.v4(0x0A00_0009)])
    table.addresses.append(LinkAddress(link: .wan, address: UplinkTests.global, prefix: 64))
    #expect(ids(table).map(\.address) == [.v4(0x0A00_0009), UplinkTests.router])
    let metrics = LinkPolicy().uplinks(in: table).map(\.metric)
    #expect(metrics == [10, 1])
  }

  @Test("A1, A6: an IPv6 gateway appears when the address stops being tentative")
  func tentative() {
    var table = LinkTable(
      links: [Link(name: .wan, index: 2)],
      addresses: [LinkAddress(link: .wan, address: UplinkTests.global, prefix: 64, usable: false)],
      routes: [DefaultRoute(link: .wan, family: .v6, gateway: UplinkTests.router, metric: 0)])
    #expect(ids(table).isEmpty)
    table.addresses[0].usable = true
    #expect(ids(table).map(\.address) == [UplinkTests.router])
  }

  @Test("A7: without a gateway address the peer of a point-to-point link is the gateway, and of no other link")
  func peers() {
    var table = LinkTable.example
    table.routes[0].gateway = nil
    table.addresses[0].peer = .v4(0x0A00_0063)
    #expect(ids(table).isEmpty)
    table.links[0].pointToPoint = true
    #expect(ids(table).map(\.address) == [.v4(0x0A00_0063)])
    table.routes[0].gateway = .v4(0x0A00_0001)
    #expect(ids(table).map(\.address) == [.v4(0x0A00_0001)])
    table.routes[0].gateway = nil
    table.addresses[0].peer = nil
    #expect(ids(table).isEmpty)
  }

  @Test("A7: without a default route nothing is guessed unless guessing is on")
  func guesses() {
    var table = LinkTable.example
    table.routes = []
    #expect(ids(table).isEmpty)
    #expect(ids(table) { $0.guesses = true }.map(\.address) == [.v4(0x0A00_0001), .v4(0x0A00_00FE)])
    table.addresses[0].address = .v4(0x0A00_0001)
    #expect(ids(table) { $0.guesses = true }.map(\.address) == [.v4(0x0A00_00FE)])
    table.addresses[0].prefix = 30
    #expect(ids(table) { $0.guesses = true }.isEmpty)
    #expect(ids(.example) { $0.guesses = true } == [.example()])
  }

  @Test("A8: two links with one gateway address are two gateways, and so are two attachments")
  func identity() {
    let table = LinkTable.one(UplinkTests.lan) + .one(UplinkTests.wifi, attachment: 4, metric: 5, index: 3)
    let found = ids(table)
    #expect(Set(found.map(\.address)).count == 1)
    #expect(found.map(\.link) == [UplinkTests.lan, UplinkTests.wifi])
    #expect(found.map(\.attachment) == [Attachment(0), Attachment(4)])
  }

  @Test("B8: in each family the gateway that the kernel prefers is the one that carries")
  func carrying() {
    var table = LinkTable.one(UplinkTests.lan, metric: 100) + .one(UplinkTests.wifi, metric: 600, index: 3)
    for link in [UplinkTests.lan, UplinkTests.wifi] {
      table.addresses.append(LinkAddress(link: link, address: UplinkTests.global, prefix: 64))
    }
    table.routes.append(DefaultRoute(link: UplinkTests.lan, family: .v6, gateway: UplinkTests.router, metric: 9))
    table.routes.append(DefaultRoute(link: UplinkTests.wifi, family: .v6, gateway: UplinkTests.router, metric: 3))
    let carrying = LinkPolicy().uplinks(in: table).filter(\.carrying).map(\.id)
    #expect(carrying.map(\.link) == [UplinkTests.lan, UplinkTests.wifi])
    #expect(carrying.map(\.address.family) == [.v4, .v6])
  }

  @Test("B8: an uplink that may not be looked at, or names no gateway, still carries")
  func carriesUnseen() {
    let table = LinkTable.one(LinkName("docker0")) + .one(UplinkTests.wifi, metric: 5, index: 3)
    #expect(LinkPolicy().uplinks(in: table).map(\.carrying) == [false])
    var bare = LinkTable.one(UplinkTests.lan) + .one(UplinkTests.wifi, metric: 5, index: 3)
    bare.routes[0].gateway = nil
    #expect(LinkPolicy().uplinks(in: bare).map(\.carrying) == [false])
  }

  @Test("A1: the order in which a table lists things changes nothing")
  func orderless() {
    var table = LinkTable.one(UplinkTests.lan, metric: 3) + .one(UplinkTests.wifi, metric: 5, index: 3)
    table.addresses.append(LinkAddress(link: .wan, address: UplinkTests.global, prefix: 64))
    let before = LinkPolicy().uplinks(in: table)
    table.links.reverse()
    table.addresses.reverse()
    table.routes.reverse()
    #expect(LinkPolicy().uplinks(in: table) == before)
  }
}
