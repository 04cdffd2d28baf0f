#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateTrace

  extension MintURL {
    /// It may come from a token, and hold anything.
    var shown: String { Wording.printable(text, most: 512) }
  }

  extension CurrencyUnit {
    var shown: String { Wording.printable(name) }
  }

  /// An open wallet, and a person or a program before it.
  struct WalletDesk: Sendable {
    let order: WalletOrder
    let wallet: CashuWallet
    let voice: WalletVoice

    init(_ order: WalletOrder, _ wallet: CashuWallet, _ terminal: Terminal) {
      self.order = order
      self.wallet = wallet
      voice = WalletVoice(order, terminal)
    }

    var limit: Interval { .seconds(Int64(clamping: order.options.number("within") ?? order.verb.patience)) }
    var isOffline: Bool { order.options.has("offline") }
    var unit: CurrencyUnit { order.options.text("unit").map(CurrencyUnit.init) ?? .sat }

    func read<Value: Sendable>(
      _ work: @escaping @Sendable (WalletStore) throws(StoreFailure) -> Value
    ) async throws(WalletTrouble) -> Value {
      do throws(StoreFailure) { return try await wallet.thread.run(work) } catch { throw WalletTrouble(.store(error)) }
    }

    func asking<Value>(
      _ work: () async throws(WalletFailure) -> Value
    ) async throws(WalletTrouble) -> Value {
      do throws(WalletFailure) { return try await work() } catch { throw WalletTrouble(error) }
    }

    /// The mint that is named, or the only one that the wallet knows.
    func mint(among known: [MintURL]) throws(WalletTrouble) -> MintURL {
      if let named = order.options.text("mint") { return MintURL(named) }
      if known.count == 1 { return known[0] }
      guard known.isEmpty else {
        throw WalletTrouble(
          "the wallet knows several mints", "say which one: --mint \(known.map(\.shown).joined(separator: " or "))",
          .usage)
      }
      throw WalletTrouble("the wallet knows no mint", "name one: --mint URL", .usage)
    }
  }
#endif
