import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@Suite struct MessageTests {
  static let id = "019aed530a939e59fda748ebd94c1e2f94c7257b60bfe0b9575a4c146f8dbf943f"
  static let point = "021bd18dcdd38a71919977e2d273211dc383332a940ce34c4da7233b4c9e14dcc0"
  static let digest = "7538c8f1f35b1d17d312c0c4b1ec01ee5abcba5374a37f82d20063f8f95c49d2"
  static let signed =
    #"{"id":"\#(id)","amount":1,"C_":"\#(point)","dleq":{"e":"\#(digest)","s":"\#(digest)"}}"#

  static func read<Message: MintMessage>(_ type: Message.Type = Message.self, _ text: String) throws -> Message {
    try Message.read(Array(text.utf8))
  }

  /// What is written reads as the same, and writes as the same bytes.
  func again<Message: MintMessage & Equatable>(_ message: Message) {
    #expect(throws: Never.self) {
      let read = try Message.read(message.body)
      #expect(read == message)
      #expect(read.body == message.body)
    }
  }

  @Test("NUT-04: a quote as a real mint gives it, first and later")
  func mintQuotes() throws {
    let first = try Self.read(
      MintQuote.self,
      #"{"quote":"q","request":"lnbc","amount":5,"unit":"sat","method":"bolt11","amount_paid":0,"state":"UNPAID","expiry":1795228147,"pubkey":null}"#
    )
    #expect(first.state == .unpaid && first.expiry == 1_795_228_147 && first.key == nil && first.amount == Amount(5))
    let later = try Self.read(
      MintQuote.self,
      #"{"quote":"q","request":"lnbc","amount":5,"unit":"sat","state":"PAID","expiry":null,"pubkey":""}"#)
    #expect(later.state == .paid && later.expiry == nil && later.key == nil)
    let endless = #"{"quote":"q","request":"lnbc","state":"ISSUED","expiry":0}"#
    #expect(try Self.read(MintQuote.self, endless).expiry == nil)
    again(first)
    again(
      MintQuote(id: "q", request: "r", amount: nil, unit: nil, state: .issued, key: CompressedPoint(hex: Self.point)))
    again(MintQuoteRequest(amount: Amount(.max), unit: "sat", note: "é\"", key: CompressedPoint(hex: Self.point)))
  }

  @Test("NUT-03, 04, 09: signatures come back in their order, with the amount of each")
  func signatures() throws {
    let answer = try Self.read(SignaturesAnswer.self, #"{"signatures":[\#(Self.signed)],"more":1}"#)
    #expect(answer.signatures.count == 1 && answer.signatures[0].dleq?.e.hex == Self.digest)
    again(answer)
    let restored = try Self.read(
      RestoreAnswer.self,
      #"{"outputs":[{"amount":1,"id":"\#(Self.id)","B_":"\#(Self.point)","C_":null}],"signatures":[\#(Self.signed)]}"#)
    #expect(restored.signaturesByPoint[restored.outputs[0].point] == answer.signatures[0])
    again(restored)
    #expect(throws: MessageFlaw.wrong("signatures")) {
      try Self.read(RestoreAnswer.self, #"{"outputs":[],"signatures":[\#(Self.signed)]}"#)
    }
    again(RestoreRequest(restored.outputs))
    again(MintRequest(quote: "q", outputs: restored.outputs, signature: Octets64(.zero, .zero)))
  }

  @Test("NUT-05, 08: a melt as a real mint answers it, with its change")
  func melts() throws {
    let quote = try Self.read(
      MeltQuote.self,
      #"{"quote":"q","amount":20,"unit":"sat","request":"l","fee_reserve":0,"state":"PAID","expiry":1,"payment_preimage":null,"change":[\#(Self.signed)]}"#
    )
    #expect(quote.state == .paid && quote.change.count == 1 && quote.feeReserve == .zero)
    again(quote)
    again(MeltQuoteRequest(request: "lnbc", unit: "sat"))
    again(MeltRequest(quote: "q", inputs: try Self.proofs, outputs: []))
  }

  static var proofs: [Proof] {
    get throws {
      let secret = try #require(ProofSecret(#"["P2PK",{"nonce":"\u00e9"}]"#))
      let point = try #require(CompressedPoint(hex: point))
      let id = try #require(KeysetID(hex: id))
      return [
        Proof(amount: Amount(1 << 63), keyset: id, secret: secret, signature: point, witness: #"{"signatures":[]}"#)
      ]
    }
  }

  @Test("F1: a swap tells the mint no blinding factor, and keeps a locked secret to the letter")
  func swaps() throws {
    var proofs = try Self.proofs
    again(SwapRequest(inputs: proofs, outputs: []))
    let factor = try #require(BlindingFactor(Octets32(0xABCD, 1, 2, 3)))
    proofs[0].dleq = ProofDLEQ(DLEQ(e: Octets32(0xEE, 0, 0, 0), s: .zero), factor)
    let text = String(decoding: SwapRequest(inputs: proofs, outputs: []).body, as: UTF8.self)
    #expect(!text.contains("dleq") && !text.contains(factor.scalar.octets.hex))
    #expect(text.contains(#"\\u00e9"#))
  }

  @Test("NUT-12: without its factor a proof's DLEQ says nothing to a receiver; half of one is a mistake")
  func partsOfDLEQ() throws {
    func proof(_ dleq: String) throws -> Proof {
      try Self.read(
        Proof.self,
        #"{"amount":1,"id":"\#(Self.id)","secret":"s","C":"\#(Self.point)","dleq":\#(dleq)}"#)
    }
    let (e, s, r) = (#""e":"\#(Self.digest)""#, #""s":"\#(Self.digest)""#, #""r":"\#(Self.digest)""#)
    #expect(try proof("null").dleq == nil && proof("{\(e),\(s)}").dleq == nil)
    #expect(try proof("{\(e),\(s),\(r)}").dleq?.dleq.e.hex == Self.digest)
    #expect(throws: MessageFlaw.missing("s")) { try proof("{\(e),\(r)}") }
    let zero = String(repeating: "0", count: 64)
    #expect(throws: MessageFlaw.wrong("r")) { try proof(#"{\#(e),\#(s),"r":"\#(zero)"}"#) }
  }

  @Test("NUT-07: states belong to the points that were asked for, each exactly once")
  func states() throws {
    let points = try ["02", "03"].map { try #require(CompressedPoint(hex: $0 + Self.digest)) }
    let answer = StateAnswer([
      StateAnswer.Entry(point: points[1], state: .spent, witness: "{}"),
      StateAnswer.Entry(point: points[0], state: .unspent),
    ])
    again(answer)
    #expect(answer.states(of: points) == [.unspent, .spent])
    #expect(StateAnswer(Array(answer.entries.dropLast())).states(of: points) == nil)
    #expect(StateAnswer(answer.entries + [answer.entries[0]]).states(of: points) == nil)
    again(StateRequest(points))
    #expect(throws: MessageFlaw.wrong("state")) {
      try Self.read(StateAnswer.self, #"{"states":[{"Y":"\#(Self.point)","state":"SOLD"}]}"#)
    }
  }

  @Test("NUT-02: a keyset that can't be understood does no harm to the others")
  func keysets() throws {
    let answer = try Self.read(
      KeysetsAnswer.self,
      #"{"keysets":[{"id":"\#(Self.id)","unit":"sat","active":true,"input_fee_ppk":100,"final_expiry":null},{"id":"I2yN+iRYfkzT","unit":"sat"}]}"#
    )
    #expect(answer.keysets.map(\.inputFee) == [100] && answer.unreadable == ["I2yN+iRYfkzT"])
    let keys = try KeysetTests.keys("02-tests", 4)
    let hex = "012fbb01a4e200c76df911eeba3b8fe1831202914b24664f4bccbd25852a6708f8"
    let keyset = Keyset(KeysetInfo(id: try #require(KeysetID(hex: hex)), unit: "sat"), keys)
    #expect(keyset.identity == .right)
    again(KeysAnswer([keyset]))
    again(KeysetsAnswer([keyset.info]))
  }

  @Test("NUT-06: what a mint says of itself is taken as far as it goes")
  func info() throws {
    let info = try Self.read(
      MintInfo.self,
      #"{"name":"m","version":"Nutshell/0.21.0","contact":[],"max_array_length":1000,"nuts":{"4":{"methods":[{"method":"bolt11","unit":"sat","min_amount":1}],"disabled":false},"5":{"methods":[],"disabled":true},"7":{"supported":true},"9":{"supported":false},"17":{"supported":[{"method":"bolt11"}]},"19":{"ttl":60,"cached_endpoints":[{"method":"POST","path":"/v1/swap"},3]},"x":1}}"#
    )
    #expect(info.nuts == [4, 7, 17, 19] && info.longestList == 1000)
    #expect(info.mintMethods.map(\.least) == [Amount(1)] && info.cachedRequests.map(\.path) == ["/v1/swap"])
    #expect(try Self.read(MintInfo.self, #"{"name":3,"nuts":[]}"#).nuts.isEmpty)
    again(MintInfo(name: "a", version: "b", nuts: [4, 7], mintMethods: info.mintMethods))
  }

  @Test(
    "What money depends on must be there once and be right",
    arguments: [
      (#"[]"#, .notAnObject), ("{", .notJSON), ("{}", .missing("amount")), (#"{"amount":null}"#, .missing("amount")),
      (#"{"amount":-1}"#, .wrong("amount")), (#"{"amount":1.0}"#, .wrong("amount")),
      (#"{"amount":"1"}"#, .wrong("amount")),
      (#"{"amount":18446744073709551616}"#, .wrong("amount")), (#"{"amount":1,"amount":2}"#, .repeated("amount")),
      (#"{"amount":1,"id":"zz"}"#, .wrong("id")), (#"{"amount":1,"id":"00456a94ab4e1c46","C_":"04"}"#, .wrong("C_")),
      (#"{"amount":1,"id":"00456a94ab4e1c46","C_":"\#(point)","dleq":{"e":"00"}}"#, .wrong("e")),
    ] as [(String, MessageFlaw)])
  func strictness(_ text: String, _ flaw: MessageFlaw) {
    #expect(throws: flaw) { try Self.read(BlindSignature.self, text) }
  }
}
