#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  @Suite("Payments from held proofs")
  struct PaymentTests {
    @Test("F3: a quote counts the mint's fee, says what is overpaid, and is for the most steps")
    func quote() async throws {
      let wallet = try await Wallet([8, 4, 2, 1], fee: 100)
      let provider = wallet.provider
      let exact = try await provider.quote(Orders.quote(1...1, price: 7))
      #expect(exact == Quote(steps: 1, gross: Sats(8), fee: Sats(1), overpaid: .zero, needsMint: false))
      let most = try await provider.quote(Orders.quote(1...100, price: 2))
      #expect(most == Quote(steps: 7, gross: Sats(15), fee: Sats(1), overpaid: .zero, needsMint: false))
      let even = try await Wallet([8, 8]).provider
      await #expect(throws: PaymentFailure.noExactChange) { try await even.quote(Orders.quote(1...1, price: 7)) }
      let over = try await even.quote(Orders.quote(1...1, price: 7, overpayment: 1))
      #expect(over == Quote(steps: 1, gross: Sats(8), fee: .zero, overpaid: Sats(1), needsMint: false))
      await #expect(throws: PaymentFailure.insufficient(available: Sats(16))) {
        try await even.quote(Orders.quote(1...1, price: 7, limit: 6))
      }
      await #expect(throws: PaymentFailure.insufficient(available: .zero)) {
        var other = Orders.quote(1...1, price: 7)
        other.offer.mint = MintURL("https://other.example")
        return try await even.quote(other)
      }
    }

    @Test("F5: where a mint may be asked, what it would cost to have change made is quoted; where not, not")
    func quoteWithMint() async throws {
      let provider = try await Wallet([64], fee: 100).provider
      let helped = try await provider.quote(Orders.quote(1...9, price: 5, mayContactMint: true))
      #expect(helped.needsMint)
      #expect(helped.steps == 9)
      // A swap of one proof, and then the fee of what is handed on.
      #expect(helped == Quote(steps: 9, gross: Sats(47), fee: Sats(2), overpaid: .zero, needsMint: true))
      await #expect(throws: PaymentFailure.noExactChange) { try await provider.quote(Orders.quote(1...9, price: 5)) }
      let order = Orders.order(1, price: 5, limit: 9, mayContactMint: true)
      await #expect(throws: PaymentFailure.mintUnreachable) { try await provider.prepare(order, within: Pace.mint) }
    }

    @Test("F4: what is reserved is nobody else's, released it is free again, spent it is gone")
    func settling() async throws {
      let wallet = try await Wallet([8, 4, 2, 1])
      let provider = wallet.provider
      let first = try await provider.prepare(Orders.order(1, price: 5), within: Pace.mint)
      #expect(first.gross == Sats(5))
      #expect(try await wallet.available() == 10)
      await #expect(throws: PaymentFailure.insufficient(available: Sats(10))) {
        try await provider.prepare(Orders.order(2, price: 11), within: Pace.mint)
      }
      #expect(try await provider.settle(first.id, .released, within: Pace.mint) == Settlement(returned: Sats(5)))
      #expect(try await wallet.available() == 15)
      let second = try await provider.prepare(Orders.order(3, price: 11), within: Pace.mint)
      #expect(try await provider.settle(second.id, .spent, within: Pace.mint) == Settlement(spent: Sats(11)))
      #expect(try await provider.settle(second.id, .spent, within: Pace.mint) == Settlement(spent: Sats(11)))
      await #expect(throws: PaymentFailure.conflict) {
        try await provider.settle(second.id, .released, within: Pace.mint)
      }
      #expect(try await wallet.available() == 4)
      let kept = try await wallet.read { store throws(StoreFailure) in
        try store.database.first("SELECT count(*) FROM proofs", read: { $0.integer(0) })
      }
      #expect(kept == 1, "what is spent is in no table")
      #expect(try await wallet.read { store throws(StoreFailure) in try store.history(most: 9) }.map(\.amount) == [11])
    }

    @Test("C6: what a mint has said of some proofs stays said when the rest is settled without it")
    func partlySettled() async throws {
      let wallet = try await Wallet([8, 4, 2, 1])
      let provider = wallet.provider
      for (number, verdict) in zip(UInt64(1)..., [Verdict.released, .spent]) {
        let prepared = try await provider.prepare(Orders.order(number, price: 6), within: Pace.mint)
        try await wallet.read { store throws(StoreFailure) in
          guard let payment = try store.payment(prepared.id) else { throw .corrupt }
          let gone = try store.proofs(.reserved(payment: payment.id)).filter { $0.proof.amount.value == 4 }
          try store.delete(gone.map(\.id))
          try store.settle(payment.id, .takenBack, Settlement(spent: Sats(4), pending: Sats(2)))
        }
        await #expect(throws: PaymentFailure.conflict) { try await provider.forget(prepared.id) }
        let settlement = try await provider.settle(prepared.id, verdict, within: Pace.mint)
        let left = Sats(verdict == .spent ? 0 : 2)
        #expect(settlement == Settlement(returned: left, spent: Sats(6) - left))
        try await wallet.add([4])
      }
      #expect(try await wallet.available() == 13)
    }

    @Test("F1: a token has the proofs with their DLEQ, of several keysets, and reads back")
    func token() async throws {
      let wallet = try await Wallet([8], fee: 100)
      let other = KeysetID.current(try SecureRandom.octets32())
      try await wallet.add([4], fee: 100, other)
      let order = Orders.order(1, price: 11, limit: 12)
      let prepared = try await wallet.provider.prepare(order, within: Pace.mint)
      #expect(prepared.fee == Sats(1))
      let token = try Token.read(try await wallet.provider.bearer(of: order.id).body)
      #expect(token.mint == "https://mint.example" && token.unit == "sat" && token.amount.value == 12)
      let proofs = try token.proofs(among: [Coins.keyset, other])
      #expect(Set(proofs.map(\.keyset)) == [Coins.keyset, other])
      let held = try await wallet.read { store throws(StoreFailure) in
        try store.proofs(.reserved(payment: 1)).map(\.proof)
      }
      #expect(Set(proofs) == Set(held), "byte for byte, the DLEQ too")
    }

    @Test("F3: proofs of a keyset that the mint no longer signs with go first among equals")
    func inactiveFirst() async throws {
      let wallet = try await Wallet([8, 8])
      let old = KeysetID.current(try SecureRandom.octets32())
      try await wallet.add([8], active: false, old)
      let order = Orders.order(1, price: 8)
      _ = try await wallet.provider.prepare(order, within: Pace.mint)
      let token = try Token.read(try await wallet.provider.bearer(of: order.id).body)
      #expect(token.proofs.map(\.keyset) == [KeysetReference(shortening: old)])
    }

    @Test("K12: an order with whatever texts in it is read back from disk as it was, or not paid")
    func oddOrders() async throws {
      let folder = TestFolder()
      var paid: [PaymentOrder] = []
      do {
        let wallet = try await Wallet(Array(repeating: 1, count: 20), in: folder)
        let texts = [
          "", "\0", "a\0b", "\"\\/\n", "\u{FEFF}é", "e\u{301}", String(repeating: "x", count: 70_000), "\u{10FFFF}",
        ]
        for (number, text) in zip(UInt64(1)..., texts) {
          var order = Orders.order(number, price: 1)
          order.offer.metric = .other(text)
          order.seller.gateway.link = LinkName(text)
          if (try? await wallet.provider.prepare(order, within: Pace.mint)) != nil { paid.append(order) }
        }
      }
      #expect(paid.count >= 6)
      #expect(try await Wallet(in: folder).provider.unsettled().map(\.order) == paid)
    }

    @Test("F1: amounts beyond 2^63 are paid like any other")
    func greatAmounts() async throws {
      let wallet = try await Wallet([1 << 63, 1 << 62, .max])
      let order = Orders.order(1, price: 1 << 63 | 1 << 62, limit: .max)
      let prepared = try await wallet.provider.prepare(order, within: Pace.mint)
      #expect(prepared.gross == Sats(1 << 63 | 1 << 62))
      #expect(try await wallet.provider.unsettled().map(\.order) == [order])
    }

    @Test("F6: no statement on the way of a payment looks through all proofs")
    func noScans() async throws {
      let wallet = try await Wallet([1, 2, 4, 8])
      let provider = wallet.provider
      for verdict in [Verdict.released, .spent] {
        let quote = try await provider.quote(Orders.quote(1...1, price: 5))
        let order = Orders.order(UInt64(verdict.rawValue), price: 5, limit: quote.gross.count)
        _ = try await provider.prepare(order, within: Pace.mint)
        _ = try await provider.bearer(of: order.id)
        _ = try await provider.settle(order.id, verdict, within: Pace.mint)
        try await provider.forget(order.id)
      }
      let plans = try await wallet.read { store throws(StoreFailure) in
        var plans: [String: [String]] = [:]
        for sql in store.database.knownStatements where sql.contains("proofs") && !sql.hasPrefix("CREATE") {
          plans[sql] = try store.database.all("EXPLAIN QUERY PLAN " + sql, read: { $0.text(3) })
        }
        return plans
      }
      #expect(plans.values.contains { $0.contains { $0.contains("proofs_free") } })
      #expect(plans.values.contains { $0.contains { $0.contains("proofs_held") } })
      for (sql, plan) in plans where !sql.hasPrefix("CREATE") {
        #expect(
          !plan.contains { $0 == "SCAN p" || $0 == "SCAN proofs" || $0.contains("TEMP B-TREE") }, "\(sql): \(plan)")
      }
    }

    @Test("F5: a token whose keyset isn't known is paid whole to its own mint's seller, at a fee that is assumed")
    func unchecked() async throws {
      let wallet = try await Wallet()
      let text = try Token(mint: "https://mint.example/", unit: "sats", proofs: Coins.proofs([8, 4, 1])).text
      try await wallet.read { store throws(StoreFailure) in
        guard let token = try? Token.read(text) else { throw .corrupt }
        _ = try store.addNote(token, text: text, .unchecked, at: 0)
      }
      let provider = wallet.provider
      await #expect(throws: PaymentFailure.noExactChange) { try await provider.quote(Orders.quote(1...1, price: 10)) }
      let quote = try await provider.quote(Orders.quote(1...3, price: 6))
      #expect(quote == Quote(steps: 2, gross: Sats(13), fee: Sats(1), overpaid: .zero, needsMint: false))
      let order = Orders.order(1, price: 12, limit: 13)
      let prepared = try await provider.prepare(order, within: Pace.mint)
      #expect(try await Token.read(provider.bearer(of: order.id).body).proofs == Token.read(text).proofs)
      await #expect(throws: PaymentFailure.insufficient(available: .zero)) {
        try await provider.quote(Orders.quote(1...1, price: 6))
      }
      #expect(try await provider.settle(prepared.id, .released, within: Pace.mint).returned == Sats(13))
      _ = try await provider.prepare(Orders.order(2, price: 12, limit: 13), within: Pace.mint)
      _ = try await provider.settle(Orders.order(2, price: 12).id, .spent, within: Pace.mint)
      #expect(try await wallet.read { store throws(StoreFailure) in try store.notes(.unchecked) } == [])
    }

    @Test("F5: checked proofs go before unchecked tokens, and together where neither is enough")
    func uncheckedLast() async throws {
      let wallet = try await Wallet([8, 2])
      for amounts: [UInt64] in [[8], [4, 1]] {
        let text = try Token(mint: "https://mint.example", unit: "sat", proofs: Coins.proofs(amounts)).text
        try await wallet.read { store throws(StoreFailure) in
          guard let token = try? Token.read(text) else { throw .corrupt }
          _ = try store.addNote(token, text: text, .unchecked, at: 0)
        }
      }
      let first = try await wallet.provider.prepare(Orders.order(1, price: 8), within: Pace.mint)
      #expect(first.fee == .zero, "the checked proof, which costs nothing")
      let second = try await wallet.provider.prepare(Orders.order(2, price: 9, limit: 10), within: Pace.mint)
      #expect(second.gross == Sats(10) && second.fee == Sats(1), "two checked sats and the note of eight")
      let third = try await wallet.provider.quote(Orders.quote(1...1, price: 4))
      #expect(third.gross == Sats(5))
    }
  }
#endif
