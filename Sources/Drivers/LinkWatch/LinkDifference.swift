import TollGateCore

/// What only one of two sources says. Numbers of attachments are no difference, since each source gives its own; nor are
/// addresses that can't be used yet, since the kernel doesn't tell of all of them.
struct LinkDifference: Hashable {
  private enum Fact: Hashable {
    case link(Link)
    case address(LinkAddress)
    case route(DefaultRoute)
  }

  private var heard: Set<Fact> = []
  private var looked: Set<Fact> = []

  init() {}

  init(heard: LinkTable, looked: LinkTable) {
    let (first, second) = (LinkDifference.facts(heard), LinkDifference.facts(looked))
    self.heard = first.subtracting(second)
    self.looked = second.subtracting(first)
  }

  func isWithin(_ other: LinkDifference) -> Bool {
    heard.isSubset(of: other.heard) && looked.isSubset(of: other.looked)
  }

  mutating func formIntersection(_ other: LinkDifference) {
    heard.formIntersection(other.heard)
    looked.formIntersection(other.looked)
  }

  /// What of it is left now that the source says this.
  func left(in table: LinkTable) -> LinkDifference {
    let facts = LinkDifference.facts(table)
    var left = self
    left.heard.formIntersection(facts)
    left.looked.subtract(facts)
    return left
  }

  private static func facts(_ table: LinkTable) -> Set<Fact> {
    var facts: Set<Fact> = []
    for var link in table.links {
      link.attachment = Attachment(0)
      facts.insert(.link(link))
    }
    for address in table.addresses where address.usable { facts.insert(.address(address)) }
    for route in table.routes { facts.insert(.route(route)) }
    return facts
  }
}
