import TollGateCore
import TollGateHTTP
import TollGateHTTPProber
public import TollGateHost
import TollGateLinux
import TollGatePollingDriver
import TollGateUsageMeters

#if Netlink
  import TollGateNetlinkDriver
#endif

extension Drivers {
  /// Every driver of this project that this build has, the usual one of each port first.
  public static let standard: Drivers = {
    var drivers = Drivers()
    drivers.links = LinkKinds.all
    drivers.gateways = [GatewayKinds.http]
    drivers.meter = MeterKinds.board
    #if Cashu
      drivers.payment = [MoneyKinds.cashu]
    #else
      drivers.lacking.append(Lacking(port: "payment", kind: "cashu", trait: "Cashu"))
    #endif
    drivers.egress = [MoneyKinds.knock]
    #if Simulation
      SimulatedKinds.add(to: &drivers)
    #else
      for port in ["links", "gateways", "payment", "egress"] {
        drivers.lacking.append(Lacking(port: port, kind: "simulated", trait: "Simulation"))
      }
    #endif
    #if !Netlink
      for kind in ["netlink", "checked"] {
        drivers.lacking.append(Lacking(port: "links", kind: kind, trait: "Netlink"))
      }
    #endif
    return drivers
  }()
}

/// What may be written about link drivers.
struct LinkSection: Sendable {
  var receiveBuffer: UInt64 = 1 << 20
  var checkEvery = Interval.seconds(30)

  static let table = ConfigTable(
    LinkSection(),
    [
      ConfigKey(
        "receive_buffer", .bytes(8 << 10...16 << 20), \.receiveBuffer, "room for what the kernel says while we are busy"
      ),
      ConfigKey(
        "check_every", .interval(.seconds(5) ... .hours(1)), \.checkEvery,
        "how often a look finds what the kernel's events have missed"),
    ])
}

enum LinkKinds {
  static var all: [Registration<LinkDrivers>] {
    #if Netlink
      [
        registration(.auto, "checked, and polling where netlink doesn't work"),
        registration(.checked, "netlink, and a look from time to time that finds what was missed"),
        registration(.netlink, "the kernel's own events"), polling,
      ]
    #else
      [Registration("auto", "polling, since this build has no netlink", make: { _ in polled() }), polling]
    #endif
  }

  private static let polling = Registration<LinkDrivers>("polling", "looks once a second; needs no library") { _ in
    polled()
  }

  private static func polled() -> LinkDrivers {
    LinkDrivers(source: PollingLinkSource(), counters: PollingLinkCounters())
  }

  #if Netlink
    private static func registration(_ kind: LinkDriver, _ help: String) -> Registration<LinkDrivers> {
      Registration(kind.rawValue, help, LinkSection.table) { section, _ throws(DriverFailure) in
        guard let source = kind.make(buffer: section.receiveBuffer, checkingEvery: section.checkEvery) else {
          throw DriverFailure("this build can't watch links like that")
        }
        return LinkDrivers(source: source, counters: NetlinkLinkCounters())
      }
    }
  #endif
}

enum GatewayKinds {
  struct Section: Sendable {
    var event = false
  }

  static let http = Registration<GatewayDrivers>("http", "gateways as they are, on port 2121") {
    _ throws(DriverFailure) in
    let client: HTTPClient
    do throws(SystemFailure) { client = try HTTPClient() } catch {
      throw DriverFailure("the system has no descriptors or threads to spare")
    }
    return GatewayDrivers(
      prober: HTTPGatewayProber(client), courier: HTTPPaymentCourier(client), meter: HTTPUsageMeter(client))
  }
}

enum MeterKinds {
  static let board: @Sendable (GatewayDrivers, LinkDrivers) -> any UsageMeter = { gateways, links in
    MeterBoard(
      gateway: AnyMeter(meter: gateways.meter), clock: ClockUsageMeter(ContinuousClock()),
      counter: CounterUsageMeter(AnyCounters(counters: links.counters)))
  }
}

/// Boxes, since `any` keeps no laws of its own.
private struct AnyMeter: UsageMeter {
  let meter: any UsageMeter
  @concurrent func read(_ target: MeterTarget) async throws(MeterFailure) -> UsageReading {
    try await meter.read(target)
  }
}

private struct AnyCounters: LinkCounters {
  let counters: any LinkCounters
  @concurrent func counters(of link: LinkName) async throws(LinkFailure) -> Counters {
    try await counters.counters(of: link)
  }
}
