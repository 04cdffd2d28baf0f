#if Cashu
  package import TollGateCashu

  extension WalletStore {
    /// The words that the wallet's seed is made of: whoever has them has the money.
    package func secretWords() throws(StoreFailure) -> Mnemonic? {
      guard let words = try fact(.mnemonic) else { return nil }
      do throws(MnemonicFlaw) { return try Mnemonic(words: String(decoding: words, as: UTF8.self)) } catch {
        throw .corrupt
      }
    }

    /// Makes these the wallet's words. False where other words have served already: what they have made would be lost with them.
    package func adopt(_ words: Mnemonic) throws(StoreFailure) -> Bool {
      try transaction { () throws(StoreFailure) in
        if let own = try secretWords() {
          if own == words { return true }
          guard try isUnused() else { return false }
        }
        try set(.mnemonic, Array(words.words.utf8))
        return true
      }
    }

    private func isUnused() throws(StoreFailure) -> Bool {
      let sql = """
        SELECT EXISTS (SELECT 1 FROM proofs) OR EXISTS (SELECT 1 FROM requests) OR EXISTS (SELECT 1 FROM quotes)
          OR EXISTS (SELECT 1 FROM payments) OR EXISTS (SELECT 1 FROM keysets WHERE counter > 0)
        """
      return try database.first(sql, read: { $0.flag(0) }) == false
    }
  }
#endif
