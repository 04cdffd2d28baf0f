import Testing
import TollGateCore
import TollGateHTTP

@testable import tollgate

@Suite("What a probe is aimed at")
struct ProbeAimTests {
  private static let table = LinkTable(
    links: [
      Link(name: LinkName("lo"), index: 1, loopback: true),
      Link(name: LinkName("eth0"), index: 2, attachment: Attachment(5)),
      Link(name: LinkName("wlan0"), index: 3, attachment: Attachment(7)),
      Link(name: LinkName("wlan1"), index: 4, up: false),
    ],
    addresses: [
      LinkAddress(link: LinkName("lo"), address: .v4(0x7F00_0001), prefix: 8),
      LinkAddress(link: LinkName("lo"), address: .v6(0, 1), prefix: 128),
      LinkAddress(link: LinkName("eth0"), address: .v4(0x0A00_0002), prefix: 8),
      LinkAddress(link: LinkName("eth0"), address: .v6(0xFE80 << 48, 2), prefix: 64),
      LinkAddress(link: LinkName("wlan0"), address: .v4(0x0A15_0002), prefix: 16),
      LinkAddress(link: LinkName("wlan0"), address: .v6(0xFE80 << 48, 3), prefix: 64),
    ],
    routes: [
      DefaultRoute(link: LinkName("eth0"), family: .v4, gateway: .v4(0x0A00_0001), metric: 600),
      DefaultRoute(link: LinkName("wlan0"), family: .v4, gateway: .v4(0x0A15_0001), metric: 100),
    ])

  private func gateway(_ host: String?, _ interface: String? = nil) throws -> String {
    let id = try ProbeAim(host: host, interface: interface).gateway(in: Self.table)
    return "\(id.address) on \(id.link), \(id.attachment.number)"
  }

  @Test(
    "H1: an address is looked at by the link that leads there, or by the one that is named",
    arguments: [
      ("127.0.0.1", nil, "127.0.0.1 on lo, 0"), ("::1", nil, "::1 on lo, 0"),
      ("10.21.0.1", nil, "10.21.0.1 on wlan0, 7"), ("10.9.0.1", nil, "10.9.0.1 on eth0, 5"),
      ("192.0.2.1", nil, "192.0.2.1 on wlan0, 7"), ("192.0.2.1", "eth0", "192.0.2.1 on eth0, 5"),
      ("fe80::1%eth0", nil, "fe80::1 on eth0, 5"), ("fe80::1%3", nil, "fe80::1 on wlan0, 7"),
      ("fe80::1", "wlan0", "fe80::1 on wlan0, 7"), ("fe80::1%eth0", "eth0", "fe80::1 on eth0, 5"),
      (nil, "eth0", "10.0.0.1 on eth0, 5"), (nil, "wlan0", "10.21.0.1 on wlan0, 7"),
    ] as [(String?, String?, String)])
  func found(_ host: String?, _ interface: String?, _ wanted: String) throws {
    #expect(try gateway(host, interface) == wanted)
  }

  @Test(
    "H1: what leads nowhere, or to several places, is said",
    arguments: [
      (nil, "wlan9", .noSuchLink("wlan9")), ("10.0.0.1%9", nil, .noSuchLink("9")),
      (nil, "wlan1", .noGateway(LinkName("wlan1"))), (nil, "lo", .noGateway(LinkName("lo"))),
      ("2001:db8::1", nil, .noWay(.v6(0x2001_0DB8_0000_0000, 1))),
      ("169.254.1.1", nil, .noWay(.v4(0xA9FE_0101))),
      ("fe80::1", nil, .severalWays(.v6(0xFE80 << 48, 1), [LinkName("eth0"), LinkName("wlan0")])),
    ] as [(String?, String?, ProbeAim.Obstacle)])
  func obstacles(_ host: String?, _ interface: String?, _ obstacle: ProbeAim.Obstacle) throws {
    let aim = try ProbeAim(host: host, interface: interface)
    #expect(throws: obstacle) { try aim.gateway(in: Self.table) }
    #expect(!obstacle.words.isEmpty)
  }

  @Test(
    "H1: names, halves of addresses and two links at once are mistakes",
    arguments: [
      ("gateway.lan", nil), ("10.21", nil), ("010.21.0.1", nil), ("0.0.0.0", nil), ("::", nil), ("1.2.3.4%", nil),
      ("fe80::1%eth0", "wlan0"), (nil, nil), ("", nil), ("http://10.21.0.1", nil),
    ] as [(String?, String?)])
  func mistakes(_ host: String?, _ interface: String?) {
    #expect(throws: UsageMistake.self) { try ProbeAim(host: host, interface: interface) }
  }

  @Test("addresses are read as they are written")
  func addresses() {
    for text in ["10.21.0.1", "255.255.255.255", "fe80::1", "2001:db8:1:2:3:4:5:6"] {
      #expect(IPAddress(text: text).map { "\($0)" } == text)
    }
    #expect(!IPAddress.v4(1).shares(bits: 0, with: .v6(0, 1)) && IPAddress.v6(1, 0).shares(bits: 63, with: .v6(0, 0)))
    #expect(
      !IPAddress.v6(7, 1).shares(bits: 128, with: .v6(7, 0)) && IPAddress.v6(7, 1).shares(bits: 127, with: .v6(7, 0)))
  }
}
