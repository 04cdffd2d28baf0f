import Testing
import TollGateCashu
import TollGateCrypto
import TollGateJSON

@testable import TollGateSandbox

/// Somebody with money at a mint: made of Cashu's pieces alone, so that the mint's word is checked by other code than its own.
struct MintWallet {
  let mint: SandboxMint
  let keyset: Keyset
  var proofs: [Proof] = []

  /// Takes the newest active keyset of the unit, after a look at its id.
  init(_ mint: SandboxMint, unit: String = "sat") throws {
    self.mint = mint
    let list = try KeysetsAnswer.read(try mint.get("/v1/keysets"))
    let info = try #require(list.keysets.last { $0.unit == unit && $0.isActive })
    keyset = try #require(try KeysAnswer.read(try mint.get("/v1/keys/\(info.id.hex)")).keysets.first)
    #expect(keyset.identity == .right && keyset.info == info && list.unreadable.isEmpty)
  }

  init(_ mint: SandboxMint, _ keyset: Keyset) throws {
    self.mint = mint
    self.keyset = keyset
  }

  var balance: UInt64 { proofs.reduce(0) { $0 + $1.amount.value } }

  func outputs(_ sum: UInt64) throws -> [ProofOutput] {
    try outputs(of: try #require(keyset.keys.split(Amount(sum))).map(\.value))
  }

  func outputs(of amounts: [UInt64]) throws -> [ProofOutput] {
    try amounts.map {
      ProofOutput(amount: Amount($0), keyset: keyset.info.id, secret: try .random(), factor: try .random())
    }
  }

  func fee(_ inputs: [Proof]) throws -> UInt64 {
    try #require(InputFee.of(inputs: inputs.count, partsPerThousand: keyset.info.inputFee)).value
  }

  /// What the signatures of an answer make of the outputs; each is checked, its DLEQ too.
  func proofs(_ outputs: [ProofOutput], _ body: [UInt8]) throws -> [Proof] {
    try proofs(outputs, SignaturesAnswer.read(body).signatures)
  }

  func proofs(_ outputs: [ProofOutput], _ signatures: [BlindSignature], anyAmount: Bool = false) throws -> [Proof] {
    try zip(outputs, signatures).map { try $0.proof(from: $1, under: keyset.keys, anyAmount: anyAmount) }
  }

  func quote(_ amount: UInt64, key: CompressedPoint? = nil) throws -> MintQuote {
    let request = MintQuoteRequest(amount: Amount(amount), unit: keyset.info.unit, key: key)
    return try MintQuote.read(try mint.post("/v1/mint/quote/bolt11", request))
  }

  mutating func fund(_ amount: UInt64) throws {
    let quote = try quote(amount)
    let outputs = try outputs(amount)
    proofs += try self.proofs(outputs, try mint.post("/v1/mint/bolt11", MintRequest(quote: quote.id, outputs)))
  }

  func swap(_ inputs: [Proof], _ outputs: [ProofOutput]) throws -> SwapRequest {
    SwapRequest(inputs: inputs, outputs: try outputs.messages())
  }

  /// All that there is, made into the fewest proofs.
  mutating func swapAll() throws {
    let outputs = try outputs(balance - (try fee(proofs)))
    proofs = try self.proofs(outputs, try mint.post("/v1/swap", try swap(proofs, outputs)))
  }
}

extension [ProofOutput] {
  func messages() throws -> [BlindedMessage] { try map { try #require($0.message) } }
}

extension MintRequest {
  init(quote: String, _ outputs: [ProofOutput]) throws {
    self.init(quote: quote, outputs: try outputs.messages())
  }
}

extension SandboxMint {
  func reply(_ method: String, _ path: String, _ body: [UInt8] = []) throws -> MintReply {
    guard case .reply(let reply) = answer(method, path, body) else { throw NoReply() }
    return reply
  }

  func get(_ path: String) throws -> [UInt8] { try good(try reply("GET", path)) }

  func post(_ path: String, _ message: some MintMessage) throws -> [UInt8] {
    try good(try reply("POST", path, message.body))
  }

  func refusal(_ path: String, _ message: some MintMessage) throws -> MintRefusal {
    try refusal(path, message.body)
  }

  func refusal(_ path: String, _ body: [UInt8]) throws -> MintRefusal {
    let reply = try reply("POST", path, body)
    #expect(reply.status != 200)
    return MintRefusal(status: reply.status, body: reply.body)
  }

  private func good(_ reply: MintReply) throws -> [UInt8] {
    guard reply.status == 200 else { throw MintRefusal(status: reply.status, body: reply.body) }
    return reply.body
  }
}

struct NoReply: Error {}
