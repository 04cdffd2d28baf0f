/// What a driver knows of lost carrier, beside whether it is there now. Nothing in it belongs to one life of the driver.
package struct CarrierLosses: Hashable, Sendable {
  /// The kernel's own count, where it keeps one.
  package var counted: UInt32?
  /// One was heard of since the last table, or the interface itself went meanwhile.
  package var heard: Bool
  /// One is counted already, and the carrier is still shown as there.
  package var isUnshown: Bool

  package init(counted: UInt32? = nil, heard: Bool = false, isUnshown: Bool = false) {
    self.counted = counted
    self.heard = heard
    self.isUnshown = isUnshown
  }

  func wereAdded(since old: CarrierLosses) -> Bool {
    guard !heard, let counted, let before = old.counted else { return heard }
    return counted != before
  }
}

/// Gives links their attachment numbers, from what a driver sees of them table by table (A1).
package struct AttachmentBook: Hashable, Sendable {
  /// What decides whether a link was made anew.
  package struct Sighting: Hashable, Sendable {
    package var name: LinkName
    package var index: Int32
    package var carrier: Bool
    package var losses: CarrierLosses
    /// Whom it is joined to, where that is known.
    package var accessPoint: MACAddress?
    /// The hardware addresses of its gateways, as far as they are known.
    package var neighbours: [Neighbour]

    package init(
      name: LinkName, index: Int32, carrier: Bool, losses: CarrierLosses = CarrierLosses(),
      accessPoint: MACAddress? = nil,
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
    page.lost =
      page.lost || sighting.losses.wereAdded(since: page.sighting.losses)
      || (page.sighting.carrier && !sighting.carrier)
    let another = sighting.neighbours.contains { seen in
      page.known.contains { $0.address == seen.address && $0.mac != seen.mac }
    }
    let roamed = page.sighting.accessPoint.map { ![nil, $0].contains(sighting.accessPoint) } ?? false
    if another || roamed || (page.lost && sighting.carrier && !sighting.losses.isUnshown) { return fresh(sighting) }
    let (accessPoint, counted) = (page.sighting.accessPoint, page.sighting.losses.counted)
    page.sighting = sighting
    page.sighting.accessPoint = sighting.accessPoint ?? accessPoint
    page.sighting.losses.counted = sighting.losses.counted ?? counted
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
