import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct KeysetTests {
  static func keys(_ file: String, _ block: Int) throws -> MintKeys {
    try MintKeys(reading: try VectorFile(file).json(block))
  }

  @Test("NUT-01: keys that are too short or not compressed are refused", arguments: [0, 1])
  func wrongKeys(_ block: Int) throws {
    #expect(throws: MessageFlaw.wrong("keys")) { try Self.keys("01-tests", block) }
  }

  @Test("NUT-01: right keys are taken, also for 2^63", arguments: [(2, 4), (3, 64)])
  func rightKeys(_ block: Int, _ count: Int) throws {
    let keys = try Self.keys("01-tests", block)
    #expect(keys.keys.count == count)
    #expect(keys.keys.last?.amount == Amount(1 << UInt64(count - 1)))
    for key in keys.keys { #expect(keys[key.amount] == Point(key.compressed)) }
    #expect(keys[Amount(3)] == nil && keys[.zero] == nil)
  }

  @Test("NUT-02: the ids of version 00", arguments: [(0, "00456a94ab4e1c46"), (1, "000f01df73ea149a")])
  func legacyIDs(_ block: Int, _ id: String) throws {
    let keys = try Self.keys("02-tests", block)
    #expect(keys.legacyID.hex == id)
    #expect(keys.identity(of: keys.legacyID, unit: "sat", inputFee: 7, finalExpiry: 1) == .right)
    #expect(keys.identity(of: .legacy(1), unit: "sat", inputFee: 0, finalExpiry: nil) == .wrong)
  }

  @Test(
    "NUT-02: the ids of version 01, with unit, fee and expiry",
    arguments: [
      (2, 100, 2_059_210_353, "015ba18a8adcd02e715a58358eb618da4a4b3791151a4bee5e968bb88406ccf76a"),
      (3, 0, 2_059_210_353, "01ab6aa4ff30390da34986d84be5274b48ad7a74265d791095bfc39f4098d9764f"),
      (4, 0, nil, "012fbb01a4e200c76df911eeba3b8fe1831202914b24664f4bccbd25852a6708f8"),
    ] as [(Int, UInt64, UInt64?, String)])
  func currentIDs(_ block: Int, _ fee: UInt64, _ expiry: UInt64?, _ hex: String) throws {
    let keys = try Self.keys("02-tests", block)
    let id = try #require(KeysetID(hex: hex))
    for unit in ["sat", "SAT"] {
      #expect(keys.currentID(unit: unit, inputFee: fee, finalExpiry: expiry) == id)
      #expect(keys.identity(of: id, unit: unit, inputFee: fee, finalExpiry: expiry) == .right)
    }
    #expect(keys.identity(of: id, unit: "usd", inputFee: fee, finalExpiry: expiry) == .wrong)
    #expect(keys.identity(of: id, unit: "sat", inputFee: fee + 1, finalExpiry: expiry) == .wrong)
    #expect(id.hex == hex && id.bytes.count == 33)
  }

  @Test("An id of the older formula is told apart from a wrong one")
  func olderFormula() throws {
    let keys = try Self.keys("02-tests", 0)
    let id = KeysetID.current(SHA256.hash(keys.keys.flatMap(\.compressed.bytes) + Array("unit:sat".utf8)))
    #expect(keys.identity(of: id, unit: "sat", inputFee: 100, finalExpiry: nil) == .olderFormula)
    #expect(keys.identity(of: id, unit: "usd", inputFee: 100, finalExpiry: nil) == .wrong)
  }

  @Test("NUT-02: the short id of a token is resolved among the keysets of its mint, and never guessed")
  func shortIDs() throws {
    let hex = "015ba18a8adcd02e715a58358eb618da4a4b3791151a4bee5e968bb88406ccf76a"
    let id = try #require(KeysetID(hex: hex))
    let legacy = try #require(KeysetID(hex: "00456a94ab4e1c46"))
    let short = KeysetReference(shortening: id)
    #expect(short.hex == "015ba18a8adcd02e" && KeysetReference(hex: "015ba18a8adcd02e") == short)
    #expect(short.resolved(among: [legacy, id, id]) == .known(id))
    #expect(short.resolved(among: [legacy]) == .unknown)
    let twin = try #require(KeysetID(hex: hex.dropLast(2) + "00"))
    #expect(short.resolved(among: [id, twin]) == .ambiguous)
    #expect(KeysetReference.full(id).resolved(among: [id, twin]) == .known(id))
    #expect(KeysetReference(shortening: legacy) == .full(legacy))
  }

  @Test(
    "What is no id is none",
    arguments: [
      "", "00", "00456A94AB4E1C46", "02456a94ab4e1c46", "00456a94ab4e1c4", "I2yN+iRYfkzT",
      "005ba18a8adcd02e715a58358eb618da4a4b3791151a4bee5e968bb88406ccf76a",
    ])
  func noIDs(_ text: String) {
    #expect(KeysetID(hex: text) == nil)
    #expect(KeysetReference(hex: text) == nil)
  }

  @Test("Amounts twice, amounts of zero, points off the curve and no keys at all make no keyset")
  func badKeys() throws {
    let keys = try Self.keys("02-tests", 0).keys
    let pairs = keys.map { (amount: $0.amount, key: $0.compressed) }
    #expect(MintKeys(pairs) != nil)
    #expect(MintKeys(pairs + [pairs[0]]) == nil)
    #expect(MintKeys([(.zero, pairs[0].key)]) == nil)
    #expect(MintKeys([(Amount(1), CompressedPoint(prefix: 2, x: Octets32(0, 0, 0, 5)))]) == nil)
    #expect(MintKeys([]) == nil)
    let many = (1...UInt64(MintKeys.most) + 1).map { (amount: Amount($0), key: pairs[0].key) }
    #expect(MintKeys(Array(many.dropLast())) != nil && MintKeys(many) == nil)
  }

  @Test("A sum is split among the keys that a mint has")
  func splitting() throws {
    let keys = try Self.keys("02-tests", 0)
    #expect(keys.split(Amount(13)) == [1, 4, 8].map { Amount($0) })
    #expect(keys.split(Amount(24)) == [8, 8, 8].map { Amount($0) })
    #expect(keys.split(.zero) == [])
    #expect(keys.split(Amount(.max)) == nil && keys.split(Amount(81), most: 10) == nil)
    #expect(keys.split(Amount(80), most: 10)?.count == 10)
    let odd = try #require(MintKeys([(Amount(2), keys.keys[0].compressed)]))
    #expect(odd.split(Amount(3)) == nil)
  }
}
