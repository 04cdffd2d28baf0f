#if Cashu
  import Glibc
  import TollGateCashuWallet
  import TollGateCore

  /// What a story says of itself, if it is to.
  extension Story {
    /// In every way in which a value can be printed.
    func say(_ values: Any...) {
      guard isLoud else { return }
      for value in values {
        print("\(value)")
        print(String(reflecting: value))
        dump(value)
      }
    }

    /// May fail, and says how.
    func attempt<Value>(_ deed: () async throws -> Value) async {
      do { say(try await deed()) } catch {
        say(error)
        if let failure = error as? WalletFailure { say(failure.sentence) }
      }
    }

    /// All that goes wrong with tokens and a mint, and what the wallet knows in the end.
    func complain(_ tokens: [[UInt8]]) async {
      await attempt { try await wallet.fund(tokens[0], within: Story.limit) }
      await attempt { try await wallet.fund(tokens[0].dropLast(9), within: Story.limit) }
      await attempt { try await wallet.fund(tokens[0] + tokens[1], within: Story.limit) }
      await attempt {
        try await wallet.importTokens(tokens.joined(separator: [0x0A]) + [0x0A, 0x78], within: Story.limit)
      }
      for amount in [0, 1_000_000, .max] as [UInt64] {
        await attempt { try await wallet.send(amount, of: mint, .sat, within: Story.limit) }
        await attempt { try await wallet.requestTopUp(amount, of: mint, CurrencyUnit("usd"), within: Story.limit) }
      }
      for path in ["/v1/swap", "/v1/checkstate", "/v1/keysets"] {
        door.close(path)
        await attempt { try await wallet.check(mint, .sat, within: Story.limit) }
        await attempt { try await wallet.send(3, of: mint, .sat, within: Story.limit) }
        await attempt { try await wallet.reclaim(within: Story.limit) }
      }
      await attempt { try await wallet.drain(into: folder + "/drained") { _, _ in 0 } }
      await attempt { try await wallet.restore(of: mint, within: Story.limit) }
      await attempt { try await wallet.lockKey() }
      await attempt { try await wallet.thread.run { store throws(StoreFailure) in try store.told(mint) } }
    }
  }

  extension WalletStore {
    /// Values of every kind that it has, in words.
    fileprivate func told(_ mint: MintURL) throws(StoreFailure) -> String {
      var text = "\(try history(most: 99)) \(try mints()) \(try funds()) \(try openQuotes())"
      for kind in NoteKind.allCases { text += "\(try notes(kind))" }
      if let row = try self.mint(mint) { dump(try keysets(of: row.id), to: &text) }
      for use in [ProofUse.free, .dust, .expired] { dump(try proofs(use), to: &text) }
      return text
    }
  }
#endif
