import TollGateCashu
import TollGateCashuWallet
import TollGateCore
import TollGateCrypto
import TollGateTestMint

/// Somebody with random secrets who has coins made at a mint and changed there.
struct MintCustomer {
  static let limit = Interval.seconds(60)
  let client: MintClient
  let url: MintURL
  var keyset: Keyset

  init(_ client: MintClient, at url: MintURL) async throws {
    self.client = client
    self.url = url
    guard let keyset = try await client.keys(at: url, within: Self.limit).first else { throw NoKeyset() }
    self.keyset = keyset
  }

  struct NoKeyset: Error {}
  struct NeverPaid: Error {}

  func outputs(_ amounts: [UInt64], of id: KeysetID? = nil) throws -> [ProofOutput] {
    try amounts.map {
      ProofOutput(
        amount: Amount($0), keyset: id ?? keyset.info.id, secret: try .random(), factor: try .random())
    }
  }

  func proofs(_ outputs: [ProofOutput], _ signatures: [BlindSignature], anyAmount: Bool = false) throws -> [Proof] {
    try zip(outputs, signatures).map { output, signature in
      try output.proof(from: signature, under: keyset.keys, anyAmount: anyAmount)
    }
  }

  /// A quote, paid.
  func quote(_ amount: UInt64, key: CompressedPoint? = nil) async throws -> MintQuote {
    let request = MintQuoteRequest(amount: Amount(amount), unit: "sat", key: key)
    let quote = try await client.mintQuote(request, at: url, within: Self.limit)
    for _ in 0..<1000 {
      let now = try await client.mintQuote(named: quote.id, at: url, within: Self.limit)
      if now.state == .paid { return now }
    }
    throw NeverPaid()
  }

  func coins(_ amounts: [UInt64]) async throws -> [Proof] {
    let outputs = try outputs(amounts)
    let quote = try await quote(amounts.reduce(0, +))
    let request = MintRequest(quote: quote.id, outputs: outputs.compactMap(\.message))
    return try proofs(outputs, try await client.mint(request, at: url, within: Self.limit))
  }

  func swap(_ inputs: [Proof], _ outputs: [ProofOutput]) async throws(MintFailure) -> [BlindSignature] {
    try await client.swap(
      SwapRequest(inputs: inputs, outputs: outputs.compactMap(\.message)), at: url, within: Self.limit)
  }
}
