import Testing
import TollGateCore
import TollGateCrypto
import TollGateWire

@Suite struct VendorElementTests {
  static let golden = Hex.bytes("dd13212121010103010b68747470733a2f2f6d2e78") ?? []
  static let element = VendorElement(
    flags: [.reseller, .hasInternet],
    fields: [VendorElement.Field(type: VendorElement.Field.mintType, value: Array("https://m.x".utf8))])

  @Test("the golden element of facts/tollgate.md, and the least one, both ways")
  func golden() {
    #expect(VendorElement(Self.golden) == Self.element && Self.element.bytes == Self.golden)
    #expect(Self.element.mint == MintURL("https://m.x") && Self.element.key == nil)
    let least = Hex.bytes("dd06212121010100") ?? []
    #expect(VendorElement(least) == VendorElement(flags: []) && VendorElement(flags: []).bytes == least)
  }

  @Test("hostile lengths: no beginning of an element traps, and only a whole one is read")
  func beginnings() {
    for count in 0..<Self.golden.count { #expect(VendorElement(Self.golden[..<count]) == nil, "\(count) bytes") }
    #expect(VendorElement(Self.golden + [1, 200]) == Self.element)
  }

  @Test("hostile lengths: whatever the length byte says, nothing beyond it is read")
  func lengths() {
    for length in 0...255 as ClosedRange<UInt8> {
      var bytes = Self.golden
      bytes[1] = length
      let read = VendorElement(bytes)
      #expect((read != nil) == (6...19).contains(length))
      #expect(length == 19 || (read?.fields ?? []).isEmpty, "a field that is cut off is none")
    }
    for length in 0...255 as ClosedRange<UInt8> {
      var bytes = Self.golden
      bytes[9] = length
      let value = Array("https://m.x".utf8)
      let read = VendorElement(bytes)
      #expect(read?.fields.first?.value == (length <= 11 ? Array(value.prefix(Int(length))) : nil))
    }
  }

  @Test("another vendor, another type and another element are none of ours")
  func strangers() {
    for place in [0, 2, 3, 4, 5] {
      var bytes = Self.golden
      bytes[place] ^= 1
      #expect(VendorElement(bytes) == nil)
    }
  }

  @Test("unknown fields are kept, known ones found: the first mint and the first key that can be one")
  func fields() throws {
    let key = Octets32(1, 2, 3, 4).bytes
    let element = VendorElement(
      version: 9, flags: [.isOpen, VendorElement.Flags(rawValue: 0x80)],
      fields: [
        VendorElement.Field(type: 3, value: [2]), VendorElement.Field(type: 1, value: [0xFF]),
        VendorElement.Field(type: 1, value: Array("HTTP://M.x/".utf8)), VendorElement.Field(type: 2, value: [1]),
        VendorElement.Field(type: 2, value: key), VendorElement.Field(type: 7, value: []),
      ])
    let bytes = try #require(element.bytes)
    #expect(VendorElement(bytes) == element)
    #expect(element.mint?.text == "http://m.x" && element.key == PublicKey(Bytes32(1, 2, 3, 4)))
  }

  @Test("what does not fit into an element is not written")
  func tooMuch() {
    func element(_ count: Int) -> VendorElement {
      VendorElement(flags: [], fields: [VendorElement.Field(type: 1, value: [UInt8](repeating: 97, count: count))])
    }
    #expect(element(247).bytes?.count == 257 && element(247).bytes?[1] == 255)
    #expect(element(248).bytes == nil && element(256).bytes == nil)
    #expect(VendorElement(element(247).bytes ?? []) == element(247))
  }

  @Test("among the elements of a beacon ours is found, and a beacon that is cut off ends the search")
  func beacon() {
    let ssid: [UInt8] = [0, 3, 97, 98, 99]
    let other: [UInt8] = [0xDD, 4, 0, 0x50, 0xF2, 2]
    #expect(VendorElement(beacon: ssid + other + Self.golden + ssid) == Self.element)
    #expect(VendorElement(beacon: ssid + other) == nil && VendorElement(beacon: []) == nil)
    #expect(VendorElement(beacon: [0, 200] + Self.golden) == nil && VendorElement(beacon: [0]) == nil)
    #expect(VendorElement(beacon: ssid + Self.golden.dropLast()) == nil)
    // An element that lies within another one's bytes is data.
    #expect(VendorElement(beacon: [0, UInt8(Self.golden.count)] + Self.golden) == nil)
  }

  @Test(
    "the names of networks: the prefix decides",
    arguments: [
      ("TollGate-A1B2", true), ("TollGate-", true), ("TollGate-Café", true), ("TollGate", false),
      ("tollgate-A1B2", false),
      (" TollGate-A1B2", false), ("", false), ("TollGate-" + String(repeating: "x", count: 23), true),
      ("TollGate-" + String(repeating: "x", count: 24), false),
    ] as [(String, Bool)])
  func names(_ name: String, _ isOne: Bool) { #expect(TollGateSSID.isOne(Array(name.utf8)) == isOne) }

  @Test("the name of a new network has four digits in upper case")
  func name() {
    #expect(TollGateSSID.name(0x0A1F) == Array("TollGate-0A1F".utf8))
    #expect(TollGateSSID.isOne(TollGateSSID.name(.max)))
  }
}
