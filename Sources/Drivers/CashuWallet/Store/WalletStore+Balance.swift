#if Cashu
  package import TollGateCore

  /// Where one mint's money in one unit lies, for its owner to read.
  package struct PurseBalance: Hashable, Sendable {
    package let mint: MintURL
    package let unit: String
    /// Can be paid with at once, with no mint in reach.
    package internal(set) var available: UInt64 = 0
    /// Promised to payments that are not settled.
    package internal(set) var reserved: UInt64 = 0
    /// Inputs of requests whose answers are not in yet.
    package internal(set) var underway: UInt64 = 0
    /// In tokens that somebody has, and may have redeemed.
    package internal(set) var handedOut: UInt64 = 0
    /// In tokens that lie as they came.
    package internal(set) var unchecked: UInt64 = 0
    /// Back from the seed, and not swapped yet.
    package internal(set) var restored: UInt64 = 0
    /// Would cost more than it brings.
    package internal(set) var dust: UInt64 = 0
    /// On keysets that the mint honours no more.
    package internal(set) var expired: UInt64 = 0
    /// Wall seconds when the first of what is available loses its worth.
    package internal(set) var expires: Int64?
    /// Something is to be asked after at the mint.
    package internal(set) var wantsRecovery = false

    package init(_ mint: MintURL, _ unit: String) {
      self.mint = mint
      self.unit = unit
    }

    fileprivate mutating func add(_ amount: UInt64, state: Int64) {
      switch state {
      case 1: reserved = reserved.adding(amount)
      case 2: underway = underway.adding(amount)
      case 3: dust = dust.adding(amount)
      case 4: expired = expired.adding(amount)
      case 5: handedOut = handedOut.adding(amount)
      default: restored = restored.adding(amount)
      }
    }
  }

  extension WalletStore {
    /// All of the money, by mint and unit.
    package func balances() throws(StoreFailure) -> [PurseBalance] {
      var balances: [PurseBalance] = []
      for (purse, mint) in try purses() {
        var balance = PurseBalance(mint, purse.unit)
        balance.available = try stock(purse).total
        for note in try notes(.unchecked) + notes(.locked) where note.mint == mint && note.unit == purse.unit {
          if note.holder == nil {
            balance.unchecked = balance.unchecked.adding(note.amount)
          } else {
            balance.reserved = balance.reserved.adding(note.amount)
          }
        }
        balances.append(balance)
      }
      for funds in try funds() {
        guard let place = balances.firstIndex(where: { $0.mint == funds.mint && $0.unit == funds.unit.name }) else {
          continue
        }
        balances[place].expires = funds.expires
        balances[place].wantsRecovery = funds.wantsRecovery
      }
      try addHeld(to: &balances)
      return balances
    }

    /// The proofs that serve something, by what they serve.
    private func addHeld(to balances: inout [PurseBalance]) throws(StoreFailure) {
      let sql = """
        SELECT m.url, k.unit, p.state, p.amount, count(*) FROM proofs p JOIN keysets k ON k.id = p.keyset
        JOIN mints m ON m.id = k.mint WHERE p.state > 0 GROUP BY 1, 2, 3, 4
        """
      let held = try database.all(sql) { row in
        (
          mint: MintURL(row.text(0)), unit: row.text(1), state: row.integer(2),
          sum: row.amount(3).times(UInt64(clamping: row.integer(4)))
        )
      }
      for line in held {
        let place = balances.firstIndex { $0.mint == line.mint && $0.unit == line.unit }
        if place == nil { balances.append(PurseBalance(line.mint, line.unit)) }
        balances[place ?? balances.count - 1].add(line.sum, state: line.state)
      }
    }

    /// The tokens that somebody has, or that lie as they came, the oldest first.
    package func tokensOutside() throws(StoreFailure) -> [NoteRow] { try openNotes() }
  }
#endif
