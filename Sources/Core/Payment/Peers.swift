/// A gateway is an address on one attachment of one link (A8).
public struct GatewayID: Hashable, Comparable, Sendable {
  public var link: LinkName
  public var address: IPAddress
  public var attachment: Attachment

  public init(link: LinkName, address: IPAddress, attachment: Attachment) {
    self.link = link
    self.address = address
    self.attachment = attachment
  }

  public static func < (a: GatewayID, b: GatewayID) -> Bool {
    if a.link != b.link { return a.link < b.link }
    if a.address != b.address { return a.address < b.address }
    return a.attachment < b.attachment
  }

  /// The same address on the same link, whatever the attachment: where requests are counted and keys are remembered.
  public var place: Place { Place(link: link, address: address) }
}

/// An address on a link, over all attachments.
public struct Place: Hashable, Comparable, Sendable {
  public var link: LinkName
  public var address: IPAddress

  public init(link: LinkName, address: IPAddress) {
    self.link = link
    self.address = address
  }

  public static func < (a: Place, b: Place) -> Bool { a.link != b.link ? a.link < b.link : a.address < b.address }
}

/// Whoever signs with this key on this link. Sessions, payments and exposure count per seller, since every gateway of
/// one seller sees our one MAC (A8).
public struct SellerID: Hashable, Comparable, Sendable {
  public var link: LinkName
  public var key: PublicKey

  public init(link: LinkName, key: PublicKey) {
    self.link = link
    self.key = key
  }

  public static func < (a: SellerID, b: SellerID) -> Bool { a.link != b.link ? a.link < b.link : a.key < b.key }
}

/// Where a token may go: this address on this link, and only while this key signs there (K11).
public struct Seller: Hashable, Sendable {
  public var gateway: GatewayID
  public var key: PublicKey

  public init(gateway: GatewayID, key: PublicKey) {
    self.gateway = gateway
    self.key = key
  }

  public var id: SellerID { SellerID(link: gateway.link, key: key) }
}
