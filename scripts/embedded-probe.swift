/// Leads a station through its first virtual hour and tells what it asked for: the same words from ordinary and from
/// Embedded Swift, or Core has come to lean on something.
@main struct Probe {
  static func main() {
    var station = Station(policy: Policy(), seed: 7)
    var now = Instant.start
    var asked = 0
    var woken = 0
    let began = StartUp(epoch: 1, journal: JournalReplay(entries: []), payments: [])
    asked += station.handle(.started(began), at: now).count
    asked += station.handle(.linksChanged(oneGateway), at: now).count
    while let deadline = station.deadline, deadline < Instant.start + .hours(1), woken < 100_000 {
      now = deadline
      woken += 1
      asked += station.handle(.wokeUp, at: now).count
    }
    print("one hour: woken \(woken) times, \(asked) effects, last at \(now.nanoseconds) ns")
  }

  static var oneGateway: LinkTable {
    let name = LinkName("wan")
    let address = IPAddress.v4(0x0A00_0002)
    let gateway = IPAddress.v4(0x0A00_0001)
    return LinkTable(
      links: [Link(name: name, index: 2)],
      addresses: [LinkAddress(link: name, address: address, prefix: 24)],
      routes: [DefaultRoute(link: name, family: .v4, gateway: gateway, metric: 0)])
  }
}
