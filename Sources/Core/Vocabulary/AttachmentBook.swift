/// Gives links their attachment numbers, from what a driver sees of them table by table (A1).
package struct AttachmentBook: Hashable, Sendable {
  /// What decides whether a link was made anew.
  package struct Sighting: Hashable, Sendable {
    package var name: LinkName
    package var index: Int32
    package var carrier: Bool
    /// Moves with every loss of carrier that the driver knows of, also between two tables.
    package var losses: UInt64
    /// Whom it is joined to, where that is known.
    package var accessPoint: MACAddress?
    /// The hardware addresses of its gateways, as far as they are known.
    package var neighbours: [Neighbour]

    package init(
      name: LinkName, index: Int32, carrier: Bool, losses: UInt64, accessPoint: MACAddress? = nil,
      neighbours: [Neighbour] = []
    ) {
      self.name = name
      self.index = index
      self.carrier = carrier
      self.losses = losses
      self.accessPoint = accessPoint
      self.neighbours = neighbours
    }
  }

  package struct Neighbour: Hashable, Sendable {
    package var address: IPAddress
    package var mac: MACAddress

    package init(address: IPAddress, mac: MACAddress) {
      self.address = address
      self.mac = mac
    }
  }

  private struct Page: Hashable, Sendable {
    var sighting: Sighting
    var lost = false
    var number: Attachment
    /// Also of gateways that are gone for now: a lease may end between two gateways at one address. Newest last.
    var known: [Neighbour]
  }

  private static let neighboursKept = 16
  private var pages: [LinkName: Page] = [:]
  private var last: UInt64 = 0

  package init() {}

  /// The numbers of all links of one table, in its order. A link that is missing is forgotten: it comes back as new.
  package mutating func attach(_ sightings: [Sighting]) -> [Attachment] {
    var kept: [LinkName: Page] = [:]
    kept.reserveCapacity(sightings.count)
    var numbers: [Attachment] = []
    for sighting in sightings {
      let page = turned(pages[sighting.name], by: sighting)
      kept[sighting.name] = page
      numbers.append(page.number)
    }
    pages = kept
    return numbers
  }

  private mutating func turned(_ page: Page?, by sighting: Sighting) -> Page {
    guard var page, page.sighting.index == sighting.index else { return fresh(sighting) }
    page.lost = page.lost || page.sighting.losses != sighting.losses || (page.sighting.carrier && !sighting.carrier)
    let another = sighting.neighbours.contains { seen in
      page.known.contains { $0.address == seen.address && $0.mac != seen.mac }
    }
    let roamed = page.sighting.accessPoint.map { ![nil, $0].contains(sighting.accessPoint) } ?? false
    if another || roamed || (page.lost && sighting.carrier) { return fresh(sighting) }
    let accessPoint = sighting.accessPoint ?? page.sighting.accessPoint
    page.sighting = sighting
    page.sighting.accessPoint = accessPoint
    page.known.removeAll(where: sighting.neighbours.contains)
    page.known += sighting.neighbours
    page.known = page.known.suffix(AttachmentBook.neighboursKept)
    return page
  }

  private mutating func fresh(_ sighting: Sighting) -> Page {
    last += 1
    return Page(sighting: sighting, number: Attachment(last), known: sighting.neighbours)
  }
}
