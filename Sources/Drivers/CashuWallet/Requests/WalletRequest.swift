#if Cashu
  import TollGateCashu
  package import TollGateCore

  /// What a request is for: what becomes of its inputs if it never happens, and of what it brings if it does.
  package enum RequestPurpose: Hashable, Sendable {
    /// A payment's token. Nothing but an answer in time makes the payment: what is recovered later is free.
    case payment
    case change
    case rotation
    /// A token for somebody; as with a payment, only in time.
    case send
    /// Proofs that somebody gave us, so that nobody else can spend them.
    case received
    /// A payment's proofs, back to ourselves.
    case takeBack(payment: Int64)
    /// A token that lies in a note: handed out and fetched back, or received and not checked yet.
    case note(Int64)
    case restored
    case topUp(quote: Int64)
    case melt(quote: Int64)
    /// Of a payment that its seller has been granted meanwhile: what does not come back is the seller's.
    case writtenOff

    /// As the row has it.
    var stored: (number: Int64, reference: Int64?) {
      switch self {
      case .payment: (0, nil)
      case .change: (1, nil)
      case .rotation: (2, nil)
      case .send: (3, nil)
      case .received: (4, nil)
      case .takeBack(let payment): (5, payment)
      case .note(let note): (6, note)
      case .restored: (7, nil)
      case .topUp(let quote): (8, quote)
      case .melt(let quote): (9, quote)
      case .writtenOff: (10, nil)
      }
    }

    init?(number: Int64, reference: Int64?) {
      switch (number, reference) {
      case (0, _): self = .payment
      case (1, _): self = .change
      case (2, _): self = .rotation
      case (3, _): self = .send
      case (4, _): self = .received
      case (5, let payment?): self = .takeBack(payment: payment)
      case (6, let note?): self = .note(note)
      case (7, _): self = .restored
      case (8, let quote?): self = .topUp(quote: quote)
      case (9, let quote?): self = .melt(quote: quote)
      case (10, _): self = .writtenOff
      default: return nil
      }
    }
  }

  /// A request to a mint, as its row keeps it: whatever happens, it can be sent again word by word, and its outputs be asked
  /// for (F2).
  package struct WalletRequest: Hashable, Sendable {
    package enum Kind: Int64, Hashable, Sendable {
      case swap = 0
      case mint = 1
      case melt = 2
    }

    package var id: Int64
    package var mint: Int64
    package var url: MintURL
    package var kind: Kind
    package var keyset: KeysetRow
    package var run: OutputRun
    package var purpose: RequestPurpose
    /// The mint's name of the quote that it redeems or pays.
    package var quote: String?
    package var inputs: [ProofRow]

    package var unit: String { keyset.info.unit }
    package var worth: UInt64 { inputs.worth }
    /// What the mint keeps of the inputs.
    package var fee: UInt64 { inputs.fee }
  }

  extension [ProofRow] {
    /// Sums of money that a mint has signed don't come near the greatest number; what is beyond is not counted.
    package var worth: UInt64 { reduce(0) { $0.adding($1.proof.amount.value) } }
    package var fee: UInt64 { InputFee.of(lazy.map(\.ppk))?.value ?? .max }
  }

  extension [Proof] {
    var worth: UInt64 { reduce(0) { $0.adding($1.amount.value) } }
  }

  extension UInt64 {
    func subtractingOrNothing(_ other: UInt64) -> UInt64 { self > other ? self - other : 0 }
  }
#endif
