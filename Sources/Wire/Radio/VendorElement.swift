package import TollGateCore
import TollGateCrypto

/// What a TollGate says of itself in its beacons: `DD length 21 21 21 01 version flags (type length value)*`.
package struct VendorElement: Hashable, Sendable {
  /// What kind of access point it is.
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let reseller = Flags(rawValue: 1)
    package static let hasInternet = Flags(rawValue: 2)
    package static let isOpen = Flags(rawValue: 4)
  }

  /// One value with its type; types that nobody knows yet are kept.
  package struct Field: Hashable, Sendable {
    package let type: UInt8
    package let value: [UInt8]

    package init(type: UInt8, value: [UInt8]) {
      self.type = type
      self.value = value
    }

    package static let mintType: UInt8 = 1
    package static let keyType: UInt8 = 2
  }

  private static let elementID: UInt8 = 0xDD
  private static let name: [UInt8] = [0x21, 0x21, 0x21, 0x01]

  package var version: UInt8
  package var flags: Flags
  package var fields: [Field]

  package init(version: UInt8 = 1, flags: Flags, fields: [Field] = []) {
    self.version = version
    self.flags = flags
    self.fields = fields
  }

  /// The first mint that has an address which can be reached.
  package var mint: MintURL? {
    fields.lazy.filter { $0.type == Field.mintType }.compactMap {
      MintURL(checked: String(decoding: $0.value, as: UTF8.self))
    }
    .first
  }

  /// The first key of 32 bytes; anybody can send one, so that it proves nothing.
  package var key: PublicKey? {
    fields.lazy.filter { $0.type == Field.keyType }.compactMap { Octets32($0.value) }.first.map {
      PublicKey(Bytes32($0))
    }
  }
}

extension VendorElement {
  /// The element that these bytes begin with; what follows it is somebody else's.
  package init?(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes.prefix(2 + 255))
    guard bytes.count >= 8, bytes[0] == VendorElement.elementID, bytes[1] >= 6, bytes.count >= 2 + Int(bytes[1]),
      bytes[2...].starts(with: VendorElement.name)
    else { return nil }
    self.init(version: bytes[6], flags: Flags(rawValue: bytes[7]))
    var rest = bytes[8..<2 + Int(bytes[1])]
    // A field that is cut off ends the reading; those before it stand.
    while let type = rest.popFirst(), let length = rest.popFirst(), rest.count >= Int(length) {
      fields.append(Field(type: type, value: Array(rest.prefix(Int(length)))))
      rest = rest.dropFirst(Int(length))
    }
  }

  /// The first of ours among the elements of a beacon, which follow each other as `type length value`.
  package init?(beacon: [UInt8]) {
    var rest = beacon[...]
    while rest.count >= 2 {
      let length = 2 + Int(rest[rest.startIndex + 1])
      guard rest.count >= length else { return nil }
      if let element = VendorElement(rest.prefix(length)) {
        self = element
        return
      }
      rest = rest.dropFirst(length)
    }
    return nil
  }

  /// The bytes on the air; nil if they are more than an element can hold.
  package var bytes: [UInt8]? {
    var body = VendorElement.name + [version, flags.rawValue]
    for field in fields {
      guard field.value.count <= 255 else { return nil }
      body += [field.type, UInt8(field.value.count)] + field.value
    }
    guard body.count <= 255 else { return nil }
    return [VendorElement.elementID, UInt8(body.count)] + body
  }
}
