#if Cashu
  /// Single values under a name.
  package enum WalletFact: String, Sendable, CaseIterable {
    /// The words of the seed.
    case mnemonic
    /// Makes fingerprints of tokens that nobody can try tokens on (F7).
    case salt
  }

  extension WalletStore {
    package func fact(_ fact: WalletFact) throws(StoreFailure) -> [UInt8]? {
      try database.first("SELECT value FROM facts WHERE name = ?", .text(fact.rawValue), read: { $0.blob(0) })
    }

    package func set(_ fact: WalletFact, _ value: [UInt8]) throws(StoreFailure) {
      try database.run(
        "INSERT INTO facts(name, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        .text(fact.rawValue),
        .blob(value))
    }
  }
#endif
