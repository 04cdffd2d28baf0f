import Testing
import TollGateCashu
import TollGateJSON

@Suite struct PaymentRequestTests {
  static func read(_ json: Int) throws -> (PaymentRequest, JSONNode) {
    let file = try VectorFile("18-tests")
    return (try PaymentRequest.read(file.blocks[json + 1]), try file.json(json))
  }

  @Test("NUT-18: requests are what their JSON says", arguments: [2, 4, 6, 8, 10])
  func requests(_ block: Int) throws {
    let (request, node) = try Self.read(block)
    check(request, node)
    #expect(request.mints == node["m"]?.array?.compactMap(\.string))
    let transports = (node["t"]?.array ?? []).map { node in
      [[node["t"]?.string ?? "", node["a"]?.string ?? ""]] + tags(node["g"])
    }
    #expect(request.transports.map { [[$0.kind, $0.target]] + $0.tags } == transports)
    #expect(request.lock?.kind == node["nut10"]?["k"]?.string && request.lock?.data == node["nut10"]?["d"]?.string)
    #expect((request.lock?.tags ?? []) == tags(node["nut10"]?["t"]))
    #expect((block == 2 || block == 10) == (request.lock != nil))
  }

  private func check(_ request: PaymentRequest, _ node: JSONNode) {
    #expect(request.id == node["i"]?.string && request.unit == node["u"]?.string)
    #expect(request.amount == node["a"]?.uint64.map(Amount.init))
    #expect(request.isSingleUse == node["s"]?.bool && request.note == node["d"]?.string)
  }

  private func tags(_ node: JSONNode?) -> [[String]] {
    (node?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
  }

  @Test("NUT-18: the text of the basic vector has another mint and target than its JSON, which is known")
  func basic() throws {
    let (request, node) = try Self.read(0)
    check(request, node)
    #expect(request.mints == ["https://nofees.testnut.cashu.space"])
    #expect(request.transports.map(\.kind) == ["nostr"] && request.transports[0].tags == [["n", "17"]])
    #expect(request.transports[0].target != node["t"]?.array?.first?["a"]?.string)
  }

  @Test(
    "NUT-18: two vectors are in the ordinary alphabet and have undefined tags, which is known, and they are read",
    arguments: [2, 4])
  func defects(_ block: Int) throws {
    let text = try VectorFile("18-tests").blocks[block + 1]
    #expect(text.contains("/"))
    #expect(try Self.read(block).0.transports.map(\.tags) == [[]])
  }

  @Test("What is no payment request has its own reason")
  func noRequests() {
    #expect(throws: TokenFlaw.notAToken) { try PaymentRequest.read("cashuAo2Fp") }
    #expect(throws: TokenFlaw.unknownVersion) { try PaymentRequest.read("creqBo2Fp") }
    #expect(throws: TokenFlaw.badBase64) { try PaymentRequest.read("creqA*") }
    #expect(throws: TokenFlaw.tooLong) { try PaymentRequest.read([UInt8](repeating: 65, count: 1 << 15)) }
    #expect(throws: TokenFlaw.badCBOR(CBORMistake(.missingKey, at: 0))) {
      try PaymentRequest.read("creqA" + Base64URL.text([0xA1, 0x61, 0x61, 0x01]))
    }
  }
}
