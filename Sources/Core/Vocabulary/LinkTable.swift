/// The name of an interface. It is what names a link (A1): a rename is a new link.
public struct LinkName: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var text: String
  public init(_ text: String) { self.text = text }
  public static func < (a: LinkName, b: LinkName) -> Bool { a.text < b.text }
  public var description: String { text }
}

/// A number that moves when the link is made anew (A1). Two moments with one number are one attachment.
public struct Attachment: Hashable, Comparable, Sendable {
  public var number: UInt64
  public init(_ number: UInt64) { self.number = number }
  public static func < (a: Attachment, b: Attachment) -> Bool { a.number < b.number }
}

/// A hardware address in the low 48 bits.
public struct MACAddress: Hashable, Sendable {
  public var bits: UInt64
  public init(_ bits: UInt64) { self.bits = bits & 0xFFFF_FFFF_FFFF }
}

/// One interface as the kernel shows it.
public struct Link: Hashable, Sendable {
  public var name: LinkName
  public var index: Int32
  public var mac: MACAddress?
  public var up: Bool
  public var carrier: Bool
  public var loopback: Bool
  public var pointToPoint: Bool
  public var attachment: Attachment

  public init(
    name: LinkName, index: Int32, mac: MACAddress? = nil, up: Bool = true, carrier: Bool = true, loopback: Bool = false,
    pointToPoint: Bool = false, attachment: Attachment = Attachment(0)
  ) {
    self.name = name
    self.index = index
    self.mac = mac
    self.up = up
    self.carrier = carrier
    self.loopback = loopback
    self.pointToPoint = pointToPoint
    self.attachment = attachment
  }
}

/// An own address on a link, with the peer of a point-to-point link.
public struct LinkAddress: Hashable, Sendable {
  public var link: LinkName
  public var address: IPAddress
  public var prefix: UInt8
  public var peer: IPAddress?
  /// False while IPv6 still checks for duplicates, or has found one.
  public var usable: Bool

  public init(link: LinkName, address: IPAddress, prefix: UInt8, peer: IPAddress? = nil, usable: Bool = true) {
    self.link = link
    self.address = address
    self.prefix = prefix
    self.peer = peer
    self.usable = usable
  }
}

/// A default route of the main table. Without a gateway address it is a bare device route.
public struct DefaultRoute: Hashable, Sendable {
  public var link: LinkName
  public var family: AddressFamily
  public var gateway: IPAddress?
  public var metric: UInt32

  public init(link: LinkName, family: AddressFamily, gateway: IPAddress?, metric: UInt32) {
    self.link = link
    self.family = family
    self.gateway = gateway
    self.metric = metric
  }
}

/// Everything that a link source knows, at one moment (A1). Sources deliver whole tables, so that a missed one is cured
/// by the next.
public struct LinkTable: Hashable, Sendable {
  public var links: [Link]
  public var addresses: [LinkAddress]
  public var routes: [DefaultRoute]

  public init(links: [Link] = [], addresses: [LinkAddress] = [], routes: [DefaultRoute] = []) {
    self.links = links
    self.addresses = addresses
    self.routes = routes
  }
}

extension LinkTable {
  /// Whether both say the same of one link.
  func agrees(with other: LinkTable, on name: LinkName) -> Bool {
    links.first { $0.name == name } == other.links.first { $0.name == name }
      && addresses.filter { $0.link == name } == other.addresses.filter { $0.link == name }
      && routes.filter { $0.link == name } == other.routes.filter { $0.link == name }
  }
}

/// Bytes that an interface has carried, both directions apart.
public struct Counters: Hashable, Sendable {
  public var received: UInt64
  public var sent: UInt64

  public init(received: UInt64, sent: UInt64) {
    self.received = received
    self.sent = sent
  }
}
