#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto
  import TollGateSandbox

  @Suite("Tokens that come in", .timeLimit(.minutes(2)))
  struct ReceivingTests {
    @Test(
      "F5: with the mint in reach a token is swapped, so that its giver can't spend it any more",
      arguments: [0, 100] as [UInt64])
    func swapped(fee: UInt64) async throws {
      let bench = try WalletBench(fee: fee)
      let wallet = try await bench.open()
      let token = try bench.token([32, 8, 1])
      let received = try await wallet.fund(token.text, within: WalletBench.limit)
      #expect(received.state == .swapped)
      #expect(received.amount == 41 - received.fee)
      #expect(received.fee == (fee == 0 ? 0 : 1))
      #expect(try await wallet.free() == received.amount)
      #expect(try bench.redeem(token.text) == 0)
      await #expect(throws: WalletFailure.known) { try await wallet.fund(token.text, within: .zero) }
      #expect(try await wallet.free() == received.amount)
    }

    @Test("F5: what is spent already is said so, and is no money")
    func spent() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let token = try bench.token([8])
      #expect(try bench.redeem(token.text) == 8)
      await #expect(throws: WalletFailure.alreadySpent) {
        try await wallet.fund(token.text, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 0)
    }

    @Test("F5: offline, a token of a known keyset is checked by its own evidence, and is money at once")
    func offline() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let token = try bench.token([4, 2])
      bench.door.reach(false)
      let before = bench.door.requests.count
      let received = try await wallet.fund(token.text, within: .zero)
      #expect(received.state == .stored)
      #expect(try await wallet.free() == 6)
      #expect(bench.door.requests.count == before, "nobody was asked")
      await #expect(throws: WalletFailure.known) { try await wallet.fund(token.text, within: .zero) }
      #expect(try await wallet.fund(bench.token([8]).text, within: WalletBench.limit).state == .stored)
      #expect(try await wallet.free() == 14)
    }

    @Test("F1: a token whose evidence is false is refused, and leaves nothing behind")
    func forged() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      var proofs = try Issuer(bench.mint).proofs([8, 2])
      proofs[0].amount = Amount(16)
      let token = try Token(mint: WalletBench.url.text, unit: "sat", proofs: proofs)
      await #expect(throws: WalletFailure.forged) { try await wallet.fund(token.text, within: .zero) }
      #expect(try await wallet.free() == 0)
      #expect(try await wallet.thread.run { store throws(StoreFailure) in try store.notes(.unchecked) }.isEmpty)
    }

    @Test("F5: without its keyset on disk a token is kept as it came, and checked as soon as its mint is reached")
    func unchecked() async throws {
      let bench = try WalletBench(fee: 100)
      let wallet = try await bench.open()
      let token = try bench.token([32, 4])
      bench.door.reach(false)
      let received = try await wallet.fund(token.text, within: WalletBench.limit)
      #expect(received.state == .unchecked)
      #expect(try await wallet.funds()?.wantsRecovery == true)
      await #expect(throws: WalletFailure.known) { try await wallet.fund(token.text, within: .zero) }
      bench.door.reach(true)
      let report = try await CashuPaymentProvider(wallet).recover()
      #expect(report == ChoreReport(moved: Sats(35), fee: .zero))
      #expect(try await wallet.funds()?.wantsRecovery == false)
      #expect(try await wallet.free() == 35)
      #expect(try bench.redeem(token.text) == 0)
    }

    @Test("F1: a token without evidence is swapped before it counts")
    func withoutEvidence() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      try await wallet.learn(WalletBench.url, within: WalletBench.limit)
      let issuer = try Issuer(bench.mint)
      let token = try issuer.token([8], url: WalletBench.url, withDLEQ: false)
      #expect(try await wallet.fund(token.text, within: .zero).state == .unchecked)
      #expect(try await CashuPaymentProvider(wallet).recover().moved == Sats(8))
      #expect(try await wallet.thread.run { store throws(StoreFailure) in try store.notes(.unchecked) }.isEmpty)
      #expect(try await wallet.free() == 8)
    }

    @Test("F1: what is locked to our key is ours; what is locked to others or in unknown ways is left as it is")
    func locked() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let issuer = try Issuer(bench.mint)
      let key = CompressedPoint(prefix: 2, x: try await wallet.lockKey()).hex
      let other = CompressedPoint(prefix: 2, x: try SigningKey.random().publicKey).hex
      func secret(_ kind: String, _ data: String) throws -> ProofSecret {
        try #require(
          ProofSecret("[\"\(kind)\",{\"nonce\":\"\(try SecureRandom.octets32().hex)\",\"data\":\"\(data)\"}]"))
      }
      let ours = try issuer.token([16], url: WalletBench.url, secrets: [secret("P2PK", key)])
      #expect(try await wallet.fund(ours.text, within: WalletBench.limit).state == .swapped)
      #expect(try await wallet.free() == 16)
      for alien in [try secret("P2PK", other), try secret("XYZ", key)] {
        let token = try issuer.token([4, 1], url: WalletBench.url, secrets: [.random(), alien])
        let before = bench.door.requests.count
        await #expect(throws: WalletFailure.locked) { try await wallet.fund(token.text, within: WalletBench.limit) }
        #expect(bench.door.requests.count == before, "the mint has heard nothing of it")
        #expect(bench.mint.state(of: alien) == .unspent)
      }
      #expect(try await wallet.free() == 16)
    }

    @Test("F1: version 3 is read as well")
    func versionThree() async throws {
      let bench = try WalletBench()
      let wallet = try await bench.open()
      let proofs = try Issuer(bench.mint).proofs([4, 1])
      let json = proofs.map { proof in
        """
        {"amount":\(proof.amount.value),"id":"\(proof.keyset.hex)","secret":"\(proof.secret.text)","C":"\(proof.signature.hex)"}
        """
      }.joined(separator: ",")
      let text = Array(
        "{\"token\":[{\"mint\":\"\(WalletBench.url.text)/\",\"proofs\":[\(json)]}],\"unit\":\"sat\"}".utf8)
      let received = try await wallet.fund(Array("cashuA".utf8) + base64(text), within: WalletBench.limit)
      #expect(received.state == .swapped)
      #expect(try await wallet.free() == 5)
    }

    private func base64(_ bytes: [UInt8]) -> [UInt8] {
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
      var (text, bits, count) = ([UInt8](), UInt32(0), 0)
      for byte in bytes {
        (bits, count) = (bits << 8 | UInt32(byte), count + 8)
        while count >= 6 {
          count -= 6
          text.append(letters[Int(bits >> UInt32(count) & 63)])
        }
      }
      if count > 0 { text.append(letters[Int(bits << UInt32(6 - count) & 63)]) }
      return text
    }

    @Test("F2: a receipt whose answer is lost is found again, to the sat")
    func lost() async throws {
      let bench = try WalletBench(fee: 100)
      let wallet = try await bench.open()
      for moment in [MintFault.Moment.before, .after] {
        let before = try await wallet.free()
        bench.mint.misbehave(MintFault(.lost(moment), at: .swap, times: 1))
        let received = try await wallet.fund(bench.token([32]).text, within: WalletBench.limit)
        #expect(received.state != .swapped)
        _ = try await CashuPaymentProvider(wallet).recover()
        #expect(try await wallet.free() == before + 31)
        #expect(try await wallet.funds()?.wantsRecovery == false)
      }
    }

    @Test("F1: two mints and two units are kept apart")
    func apart() async throws {
      let plans = [KeysetPlan(powers: 12), KeysetPlan(unit: "usd", inputFee: 100, powers: 12)]
      let bench = try WalletBench(plans, others: [WalletBench.other])
      let wallet = try await bench.open()
      for (url, unit, amount) in [
        (WalletBench.url, "sat", 1), (WalletBench.url, "usd", 2), (WalletBench.other, "sat", 4),
        (WalletBench.other, "usd", 8),
      ] as [(MintURL, String, UInt64)] {
        _ = try await wallet.fund(bench.token([amount, 64], unit: unit, at: url).text, within: WalletBench.limit)
      }
      #expect(try await wallet.free() == 65)
      #expect(try await wallet.free(WalletBench.url, CurrencyUnit("usd")) == 65)
      #expect(try await wallet.free(WalletBench.other) == 68)
      #expect(try await wallet.free(WalletBench.other, CurrencyUnit("usd")) == 71)
      let provider = CashuPaymentProvider(wallet)
      let paid = try await provider.pay(1, 3, mint: WalletBench.other, unit: CurrencyUnit("usd"))
      #expect(try await wallet.free(WalletBench.other, CurrencyUnit("usd")) == 71 - paid.gross.count)
      #expect(try await wallet.free() == 65)
    }
  }
#endif
