#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore

  /// What the tests of payments begin with: a folder with a wallet, and what is paid from it.
  struct Wallet {
    let folder: TestFolder
    let thread: WalletThread
    var provider: CashuPaymentProvider { CashuPaymentProvider(thread) }

    init(
      _ amounts: [UInt64] = [], fee: UInt64 = 0, in folder: TestFolder = TestFolder(), patience: Interval = .seconds(1)
    ) async throws {
      self.folder = folder
      thread = try await WalletThread.open(folder: folder.path, patience: patience)
      if !amounts.isEmpty { try await add(amounts, fee: fee) }
    }

    func add(
      _ amounts: [UInt64], fee: UInt64 = 0, active: Bool = true, expires: UInt64? = nil,
      _ keyset: KeysetID = Coins.keyset
    )
      async throws
    {
      let proofs = try Coins.proofs(amounts, keyset)
      try await thread.run { store throws(StoreFailure) in
        let mint = try store.addMint(Coins.mint)
        let info = KeysetInfo(id: keyset, unit: "sat", isActive: active, inputFee: fee, finalExpiry: expires)
        try store.insert(proofs, keyset: store.put(info, keys: nil, of: mint), .free)
      }
    }

    func read<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws -> Value { try await thread.run(work) }

    /// What the stock comes to, and whether it is what the proofs say.
    func available() async throws -> UInt64 {
      try await read { store throws(StoreFailure) in
        let counted = try store.database.first(
          "SELECT coalesce(sum(amount * count), 0) FROM stock", read: { $0.integer(0) })
        let held = try store.database.first(
          "SELECT coalesce(sum(amount), 0) FROM proofs WHERE state = 0", read: { $0.integer(0) })
        #expect(counted == held, "the stock is what the proofs are")
        return UInt64(held ?? 0)
      }
    }
  }

  /// Orders and offers of the one mint.
  enum Orders {
    static func offer(_ price: UInt64) -> Offer {
      Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(price), unit: .sat, mint: Coins.mint)
    }

    static func order(_ number: UInt64, price: UInt64, limit: UInt64? = nil, mayContactMint: Bool = false)
      -> PaymentOrder
    {
      let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
      return PaymentOrder(
        id: OperationID(epoch: 41, number: number),
        seller: Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7))),
        offer: offer(price), steps: 1, limit: Sats(limit ?? price + 10), mayContactMint: mayContactMint)
    }

    static func quote(
      _ steps: ClosedRange<UInt64>, price: UInt64, limit: UInt64 = 1_000_000, overpayment: UInt64 = 0,
      mayContactMint: Bool = false
    ) -> QuoteRequest {
      QuoteRequest(
        offer: offer(price), fewest: steps.lowerBound, most: steps.upperBound, limit: Sats(limit),
        overpayment: Sats(overpayment), mayContactMint: mayContactMint)
    }
  }
#endif
