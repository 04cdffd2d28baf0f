#if Cashu
  import TollGateCashu
  import TollGateCore

  /// What a request is to be: everything but its number and the numbers of its secrets.
  struct RequestDraft: Sendable {
    var kind = WalletRequest.Kind.swap
    var keyset: KeysetRow
    var amounts: [Amount]
    var purpose: RequestPurpose
    var quote: String?
    var inputs: [ProofRow] = []
  }

  extension WalletStore {
    private static let requestColumns =
      "r.id, r.mint, m.url, r.kind, r.keyset, r.first, r.amounts, r.purpose, r.purpose_ref, r.quote FROM requests r JOIN mints m ON m.id = r.mint"

    /// Writes a request down before it is sent: its inputs are promised to it, its secrets taken. Nothing when the keyset has
    /// no secrets left.
    func open(_ draft: RequestDraft, at wall: Int64) throws(StoreFailure) -> WalletRequest? {
      try transaction { () throws(StoreFailure) in
        guard let first = try takeSecrets(draft.amounts.count, of: draft.keyset.id),
          let mint = try mint(draft.keyset.mint)
        else { return nil }
        let (purpose, reference) = draft.purpose.stored
        let id = try database.insert(
          """
          INSERT INTO requests(mint, kind, keyset, first, amounts, purpose, purpose_ref, quote, opened)
          VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)
          """, .integer(mint.id), .integer(draft.kind.rawValue), .integer(draft.keyset.id), .integer(Int64(first)),
          .blob(OutputRun.bytes(of: draft.amounts)), .integer(purpose), .maybe(reference), .maybe(draft.quote),
          .integer(wall))
        try setUse(draft.inputs.map(\.id), .input(request: id))
        inHand.insert(id)
        return WalletRequest(
          id: id, mint: mint.id, url: mint.url, kind: draft.kind, keyset: draft.keyset,
          run: OutputRun(keyset: draft.keyset.info.id, first: first, amounts: draft.amounts), purpose: draft.purpose,
          quote: draft.quote, inputs: draft.inputs)
      }
    }

    /// Those of a mint and unit that nobody waits for: the mint must be asked what became of them.
    func interruptedRequests(mint: Int64, unit: String) throws(StoreFailure) -> [WalletRequest] {
      try requests("WHERE r.mint = ? AND r.interrupted = 0 ORDER BY r.id", .integer(mint))
        .filter { $0.unit == unit && !inHand.contains($0.id) }
    }

    /// Those that were given up while their mint may still have had them on its way.
    func stragglers(mint: Int64, unit: String) throws(StoreFailure) -> [WalletRequest] {
      try requests("WHERE r.mint = ? AND r.interrupted = 2 ORDER BY r.id", .integer(mint)).filter { $0.unit == unit }
    }

    /// After a failure: what was not written down is in nobody's hand.
    func letGoOfUnwritten() throws(StoreFailure) {
      inHand.formIntersection(try database.all("SELECT id FROM requests", read: { $0.integer(0) }))
    }

    /// The request that takes this payment back already.
    func takingBack(payment: Int64) throws(StoreFailure) -> WalletRequest? {
      try requests("WHERE r.purpose = 5 AND r.purpose_ref = ? AND r.interrupted = 0", .integer(payment)).first
    }

    func request(_ id: Int64) throws(StoreFailure) -> WalletRequest? {
      try requests("WHERE r.id = ?", .integer(id)).first
    }

    package func wantsRecovery(mint: Int64, unit: String) throws(StoreFailure) -> Bool {
      let open = try database.all(
        """
        SELECT r.id FROM requests r JOIN keysets k ON k.id = r.keyset
        WHERE r.mint = ? AND k.unit = ? AND r.interrupted = 0
        """, .integer(mint), .text(unit), read: { $0.integer(0) })
      if open.contains(where: { !inHand.contains($0) }) { return true }
      let restored = try database.first(
        """
        SELECT 1 FROM proofs p JOIN keysets k ON k.id = p.keyset
        WHERE p.state > 0 AND p.state = 6 AND k.mint = ? AND k.unit = ? LIMIT 1
        """, .integer(mint), .text(unit), read: { $0.integer(0) })
      if restored != nil { return true }
      if try hasDueWatch(mint: mint, unit: unit) { return true }
      if try wantsCollecting(mint: mint, unit: unit) { return true }
      return try notesToCheck(Purse(mint: mint, unit: unit)).contains { !(noteRests[$0.id]?.isAhead ?? false) }
    }

    private func requests(_ condition: String, _ value: SQLValue) throws(StoreFailure) -> [WalletRequest] {
      let found = try database.all("SELECT \(WalletStore.requestColumns) \(condition)", value) {
        row throws(StoreFailure) in try read(row)
      }
      return found
    }

    private func read(_ row: Database.Row) throws(StoreFailure) -> WalletRequest {
      let id = row.integer(0)
      guard let kind = WalletRequest.Kind(rawValue: row.integer(3)), let keyset = try keyset(row.integer(4)),
        let first = UInt32(exactly: row.integer(5)), let amounts = OutputRun.amounts(in: row.blob(6)),
        let purpose = RequestPurpose(number: row.integer(7), reference: row.maybeInteger(8))
      else { throw .corrupt }
      return WalletRequest(
        id: id, mint: row.integer(1), url: MintURL(row.text(2)), kind: kind, keyset: keyset,
        run: OutputRun(keyset: keyset.info.id, first: first, amounts: amounts), purpose: purpose,
        quote: row.maybeText(9), inputs: try proofs(.input(request: id)))
    }
  }
#endif
