import TollGateCashu
import TollGateCrypto

/// All that a mint knows. It changes by `apply` alone, so that what is on disk and what is in memory can't differ.
struct MintLedger: Sendable {
  private(set) var seed = Octets32.zero
  /// In the order in which they came.
  private(set) var keysets: [SandboxKeyset] = []
  private(set) var signatures: [CompressedPoint: BlindSignature] = [:]
  private(set) var spent: [CompressedPoint: SpentProof] = [:]
  /// Inputs of melts on their way, with the quote.
  private(set) var pending: [CompressedPoint: String] = [:]
  private(set) var pendingOutputs: Set<CompressedPoint> = []
  private(set) var mintQuotes: [String: MintQuoteRecord] = [:]
  private(set) var meltQuotes: [String: MeltQuoteRecord] = [:]
  private(set) var invoices: [String: String] = [:]
  private(set) var sums: [String: MintSums] = [:]
  private var places: [KeysetID: Int] = [:]

  func keyset(_ id: KeysetID) -> SandboxKeyset? { places[id].map { keysets[$0] } }

  func unit(of id: KeysetID) -> String { keyset(id)?.info.unit ?? "" }

  /// The active one of a unit that came last.
  func activeKeyset(of unit: String, at seconds: UInt64) -> SandboxKeyset? {
    keysets.last { $0.info.unit == unit && $0.info.isActive && !$0.isExpired(at: seconds) }
  }

  mutating func apply(_ change: MintChange) {
    switch change {
    case .founded(let seed): self.seed = seed
    case .opened(let plan):
      guard let keyset = SandboxKeyset.make(plan, number: UInt64(keysets.count), seed: seed) else { return }
      places[keyset.id] = keysets.count
      keysets.append(keyset)
    case .revised(let info):
      if let place = places[info.id] { keysets[place].keyset.info = info }
    case .mintQuote(let quote):
      mintQuotes[quote.id] = quote
      invoices[quote.invoice] = quote.id
    case .meltQuote(let quote): replace(quote)
    case .spent(let proof):
      spent[proof.point] = proof
      sums[unit(of: proof.keyset), default: MintSums()].spent += UInt128(proof.amount)
    case .signed(let point, let signature):
      signatures[point] = signature
      sums[unit(of: signature.keyset), default: MintSums()].signed += UInt128(signature.amount.value)
    case .booked(let unit, let sums): self.sums[unit, default: MintSums()].add(sums)
    }
  }

  /// What waits for a payment is pending as long as the payment is on its way.
  private mutating func replace(_ quote: MeltQuoteRecord) {
    if let flight = meltQuotes[quote.id]?.flight {
      for input in flight.inputs { pending[input.point] = nil }
      for blank in flight.blanks { pendingOutputs.remove(blank.point) }
    }
    if let flight = quote.flight {
      for input in flight.inputs { pending[input.point] = quote.id }
      for blank in flight.blanks { pendingOutputs.insert(blank.point) }
    }
    meltQuotes[quote.id] = quote
  }
}

/// One thing that a mint has done.
enum MintChange: Hashable, Sendable {
  case founded(Octets32)
  case opened(KeysetPlan)
  /// Anything about a keyset but its keys.
  case revised(KeysetInfo)
  case mintQuote(MintQuoteRecord)
  case meltQuote(MeltQuoteRecord)
  case spent(SpentProof)
  case signed(CompressedPoint, BlindSignature)
  case booked(unit: String, MintSums)
}
