#if Cashu
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  @Suite("What the wallet says of itself")
  struct SecrecyTests {
    @Test("F7, K18: no secret stands in anything that is printed of a run")
    func secrets() async throws {
      let proofs = try Coins.proofs([8, 4, 2, 1])
      let received = try Token(mint: "https://mint.example", unit: "sat", proofs: Coins.proofs([16])).text
      let words = Array("abandon ability able about above absent".utf8)
      let wallet = try await Wallet()
      let salt = try await wallet.read { store throws(StoreFailure) in
        let keyset = try store.put(KeysetInfo(id: Coins.keyset, unit: "sat"), keys: nil, of: store.addMint(Coins.mint))
        try store.insert(proofs, keyset: keyset, .free)
        try store.set(.mnemonic, words)
        guard let token = try? Token.read(received), let salt = try store.fact(.salt) else { throw .corrupt }
        _ = try store.addNote(token, text: received, .unchecked, at: 0)
        return salt
      }
      let order = Orders.order(1, price: 13)
      let prepared = try await wallet.provider.prepare(order, within: Pace.mint)
      let bearer = try await wallet.provider.bearer(of: order.id)
      var said = Said()
      said.add(try await wallet.provider.quote(Orders.quote(1...1, price: 2)))
      said.add([prepared], try await wallet.provider.unsettled(), bearer, wallet.provider, wallet.thread)
      said.texts += try await wallet.read { store throws(StoreFailure) in try rows(store, order) }
      said.add(SQLValue.blob(words), SQLValue.text(proofs[0].secret.text))
      said.add(try await wallet.provider.settle(order.id, .spent, within: Pace.mint))
      said.add(
        try await wallet.read { store throws(StoreFailure) in try store.history(most: 9) }, wallet.thread.trouble as Any
      )
      let planted =
        proofs.flatMap {
          [$0.secret.text, $0.signature.hex, $0.dleq?.factor.scalar.octets.hex ?? "", "\($0.signature.x.a)"]
        }
        + [received, bearer.body, words].map { String(decoding: $0, as: UTF8.self) } + [
          "\(salt)", "\(words)", "\(bearer.body)",
        ]
      #expect(said.texts.count > 40)
      for secret in planted {
        #expect(!secret.isEmpty && !said.texts.contains { $0.contains(secret) })
      }
      #expect(said.texts.contains { $0.contains("mint.example") }, "something is said at all")
    }
  }

  private func rows(_ store: WalletStore, _ order: PaymentOrder) throws(StoreFailure) -> [String] {
    guard let purse = try store.purse(Coins.mint, .sat), let payment = try store.payment(order.id) else {
      throw .corrupt
    }
    return try Said.of(
      store.mints(), store.keysets(of: purse.mint), store.proofs(.free), store.proofs(.reserved(payment: payment.id)),
      payment, store.notes(.unchecked), store.money(purse), store.funds(), store, store.database, store.prepare(order))
  }

  /// All that can be printed of values.
  private struct Said: Sendable {
    var texts: [String] = []

    static func of(_ values: Any...) -> [String] { values.flatMap(texts) }
    mutating func add(_ values: Any...) { texts += values.flatMap(Said.texts) }

    private static func texts(_ value: Any) -> [String] {
      var dumped = ""
      dump(value, to: &dumped)
      return ["\(value)", String(reflecting: value), dumped]
    }
  }
#endif
