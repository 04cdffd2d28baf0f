#if Cashu
  import TollGateCashu
  import TollGateCore

  /// What is to be swapped, and into what.
  struct SwapPlan: Sendable {
    var keyset: KeysetRow
    /// What the proofs are wanted for: a token's parts.
    var parts: [Amount]
    var request: WalletRequest
  }

  /// A payment for which no held proofs fit: the mint makes them (F5).
  extension CashuWallet {
    func prepareAtMint(
      _ order: PaymentOrder, within limit: Interval
    ) async throws(WalletFailure) -> PreparedPayment {
      let end = Moment(after: limit)
      do throws(WalletFailure) {
        return try await makePaymentOnce(order, until: end)
      } catch {
        // Those that somebody else has spent are off the books now; there may be others.
        guard error == .alreadySpent else { throw error }
        return try await makePaymentOnce(order, until: end)
      }
    }

    private func makePaymentOnce(
      _ order: PaymentOrder, until end: Moment
    ) async throws(WalletFailure) -> PreparedPayment {
      try await withNewestKeysets(of: order.offer.mint, until: end) { () throws(WalletFailure) in
        try await makePayment(order, until: end)
      }
    }

    private func makePayment(
      _ order: PaymentOrder, until end: Moment
    ) async throws(WalletFailure) -> PreparedPayment {
      let unit = order.offer.unit.name
      let keyset = try await signingKeyset(of: order.offer.mint, unit, until: end)
      guard let sending = keyset.coinage?.sending(net: order.net.count) else { throw .noExactChange }
      let plan = try await openSwap(
        keyset, for: .payment, wanted: sending.amounts.map(Amount.init), limit: order.limit.count)
      CrashPoint.pass(.beforePaymentMade)
      let made = try await carryOut(plan.request, until: end) { store, proofs throws(StoreFailure) in
        try store.keep(order, parts: plan.parts, from: proofs, of: plan.request)
      }
      CrashPoint.pass(.afterPaymentMade)
      guard let made else { throw .conflict }
      return made
    }

    /// Chooses inputs that come to these parts after the fee, and writes the swap down. More than the limit it may not cost:
    /// parts and fee together.
    func openSwap(
      _ keyset: KeysetRow, for purpose: RequestPurpose, wanted parts: [Amount], limit: UInt64
    ) async throws(WalletFailure) -> SwapPlan {
      guard let amount = Amount.sum(parts)?.value, let keys = keyset.keys else { throw .noExactChange }
      let wall = wall()
      CrashPoint.pass(.beforeSwapOpened)
      let opened = try await change { store throws(StoreFailure) -> Result<WalletRequest, WalletFailure> in
        let purse = Purse(mint: keyset.mint, unit: keyset.info.unit)
        let stock = try store.stock(purse)
        guard let choice = stock.covering(amount) else {
          return .failure(stock.total < amount ? .insufficient(available: stock.total) : .noExactChange)
        }
        guard choice.fee <= limit, amount <= limit - choice.fee else { return .failure(.noExactChange) }
        let wish = store.wishes[purse].map { OutputPlan.Change($0, keyset) } ?? .none
        let most = try store.longestList(of: keyset.mint)
        guard choice.proofs <= most,
          let plan = OutputPlan(Amount(choice.net), wanted: parts, change: wish, keys: keys, most: most)
        else {
          return .failure(.noExactChange)
        }
        let draft = RequestDraft(
          keyset: keyset, amounts: plan.amounts, purpose: purpose, inputs: try store.proofs(choice))
        return try store.open(draft, at: wall).map(Result.success) ?? .failure(.noKeyset)
      }
      CrashPoint.pass(.afterSwapOpened)
      return SwapPlan(keyset: keyset, parts: parts, request: try opened.get())
    }
  }

  extension WalletFailure {
    /// The mint refuses for what it has told us too long ago.
    var wantsKeysets: Bool {
      guard case .mint(.refused(let refusal)) = self else { return false }
      switch refusal.meaning {
      case .keysetInactive, .keysetUnknown, .unbalanced: return true
      default: return false
      }
    }
  }

  extension OutputPlan.Change {
    /// What a wish comes to on a keyset: payments that net what is wished for.
    init(_ wish: ChangeWish, _ keyset: KeysetRow) {
      let each = wish.payment > 0 ? keyset.coinage?.sending(net: wish.payment)?.sum : nil
      self.init(payment: Amount(each ?? 0), count: each == nil ? 0 : wish.count)
    }
  }

  extension WalletStore {
    /// Makes the payment of what a swap has brought; nothing if its id is known with another order. One that is there already
    /// stays as it is, and the proofs are free.
    fileprivate func keep(
      _ order: PaymentOrder, parts: [Amount], from proofs: [Proof], of request: WalletRequest
    ) throws(StoreFailure) -> PreparedPayment? {
      if let known = try payment(order.id) { return known.order == order ? known.prepared : nil }
      let chosen = try rows(of: proofs, parts)
      let purse = Purse(mint: request.mint, unit: request.unit)
      return try keepPayment(order, of: purse, proofs: chosen, swapFee: request.fee)
    }

    /// Rows with exactly these amounts, of proofs that the mint has signed a moment ago: what looks the same may be nobody's
    /// money (F5).
    func rows(of proofs: [Proof], _ parts: [Amount]) throws(StoreFailure) -> [ProofRow] {
      var (rest, found) = (proofs, [ProofRow]())
      for part in parts {
        guard let place = rest.firstIndex(where: { $0.amount == part }),
          let row = try freeProof(rest.remove(at: place).secret)
        else { throw .corrupt }
        found.append(row)
      }
      return found
    }
  }
#endif
