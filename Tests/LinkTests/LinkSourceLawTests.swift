import Testing
import TollGateCore
import TollGateDriverContracts
import TollGateLinkWatch
import TollGatePollingDriver
import TollGateTestNetwork

#if Netlink
  import TollGateNetlinkDriver
#endif

enum RealDriver: String, CaseIterable, Sendable {
  case polling
  #if Netlink
    case netlink, checked, auto
  #endif

  func make(in network: TestNetwork) -> any LinkSource {
    switch self {
    case .polling: PollingLinkSource(every: .milliseconds(10), in: network.namespace)
    #if Netlink
      case .netlink: NetlinkLinkSource(buffer: 1 << 20, in: network.namespace)
      case .checked: RealDriver.checked(in: network)
      case .auto:
        AutoLinks(
          RealDriver.checked(in: network), else: PollingLinkSource(every: .milliseconds(10), in: network.namespace),
          clock: ContinuousClock())
    #endif
    }
  }

  #if Netlink
    private static func checked(
      in network: TestNetwork
    ) -> CheckedLinks<NetlinkLinkSource, PollingLinkSource, ContinuousClock> {
      CheckedLinks(
        NetlinkLinkSource(buffer: 1 << 20, in: network.namespace),
        besides: PollingLinkSource(every: .milliseconds(50), in: network.namespace), clock: ContinuousClock())
    }
  #endif

  func counters(in network: TestNetwork) -> any LinkCounters {
    switch self {
    case .polling: PollingLinkCounters(in: network.namespace)
    #if Netlink
      case .netlink, .checked, .auto: NetlinkLinkCounters(in: network.namespace)
    #endif
    }
  }
}

/// Links of a real kernel, as a picture wants them.
actor KernelBench: LinkSourceBench {
  private let network: TestNetwork
  private let driver: RealDriver
  private var shown = LinkTable()

  init(_ driver: RealDriver) async throws(BenchFailure) {
    self.driver = driver
    do { network = try await TestNetwork() } catch { throw BenchFailure("\(error)") }
  }

  func make() -> any LinkSource { driver.make(in: network) }

  func change(to picture: LinkTable) async throws(BenchFailure) {
    do {
      try await arrange(picture)
      shown = picture
    } catch {
      throw BenchFailure("\(error)")
    }
  }

  private func arrange(_ picture: LinkTable) async throws {
    for link in shown.links where !picture.links.contains(where: { $0.name == link.name }) {
      try await network.ip("link del \(link.name)")
    }
    let fresh = picture.links.filter { link in !shown.links.contains { $0.name == link.name } }
    for link in fresh { try await network.links(link.name.text) }
    let isKept = { (name: LinkName) in !fresh.contains { $0.name == name } && picture.links.contains { $0.name == name }
    }
    var lines: [String] = []
    for it in shown.addresses where isKept(it.link) && !picture.addresses.contains(it) {
      lines.append("addr del \(it.address)/\(it.prefix) dev \(it.link)")
    }
    for it in picture.addresses where !(isKept(it.link) && shown.addresses.contains(it)) {
      lines.append("addr add \(it.address)/\(it.prefix) dev \(it.link)")
    }
    for it in picture.routes {
      let via = it.gateway.map { "via \($0)" } ?? ""
      lines.append("route replace default \(via) dev \(it.link) metric \(it.metric)")
    }
    try await network.batch(lines)
    for it in shown.routes where isKept(it.link) && !picture.routes.contains(it) {
      // It may have gone with its address.
      _ = try? await network.ip("route del default dev \(it.link) metric \(it.metric)")
    }
    try await network.carrierEverywhere()
  }
}

extension TestNetwork {
  fileprivate func carrierEverywhere() async throws {
    try await eventually("carrier of every link") {
      try await LinkFacts(of: self).links.allSatisfy { !$0.up || $0.carrier }
    }
  }
}

/// A link between two namespaces' worth of bytes: one veth pair whose far end sends.
actor CounterBench: LinkCountersBench {
  nonisolated let link = LinkName("tg0")
  nonisolated let missing = LinkName("tg9")
  private let network: TestNetwork
  private let driver: RealDriver

  init(_ driver: RealDriver) async throws(BenchFailure) {
    self.driver = driver
    do {
      network = try await TestNetwork()
      try await network.links("tg0")
      // Before, frames are dropped.
      try await network.carrierEverywhere()
    } catch {
      throw BenchFailure("\(error)")
    }
  }

  func make() -> any LinkCounters { driver.counters(in: network) }

  func carry(received: UInt64, sent: UInt64) async throws(BenchFailure) {
    do {
      try await PacketSender.send(received, from: "tg0p", in: network)
      try await PacketSender.send(sent, from: "tg0", in: network)
    } catch {
      throw BenchFailure("\(error)")
    }
  }

  func remove() async throws(BenchFailure) {
    do { try await network.ip("link del tg0") } catch { throw BenchFailure("\(error)") }
  }
}

extension RealKernel {
  @Suite
  struct LinkSourceLawTests {
    @Test("A1, A2, A3, A4, A5: every link driver keeps the laws on a real kernel", arguments: RealDriver.allCases)
    func laws(_ driver: RealDriver) async {
      let violations = await Laws.linkSource.check(within: .seconds(60)) { () throws(BenchFailure) in
        try await KernelBench(driver)
      }
      #expect(violations == [])
    }

    @Test("D2: counters of both drivers keep the laws on a real kernel", arguments: RealDriver.allCases.prefix(2))
    func counters(_ driver: RealDriver) async {
      let violations = await Laws.linkCounters.check(within: .seconds(60)) { () throws(BenchFailure) in
        try await CounterBench(driver)
      }
      #expect(violations == [])
    }
  }
}
