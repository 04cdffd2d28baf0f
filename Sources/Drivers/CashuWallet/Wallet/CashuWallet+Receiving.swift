#if Cashu
  import TollGateCashu
  package import TollGateCore
  import TollGateCrypto

  /// What has become of a token that was given to the wallet.
  package struct Received: Hashable, Sendable {
    package enum State: Hashable, Sendable {
      /// Swapped: nobody else can spend it any more.
      case swapped
      /// The mint was not asked: its own evidence shows that the mint has signed it.
      case stored
      /// The mint was not asked, and nothing shows that it has signed it: kept as it came.
      case unchecked
    }

    package var mint: MintURL
    package var unit: String
    /// What is in the wallet now.
    package var amount: UInt64
    package var fee: UInt64
    package var state: State
  }

  extension CashuWallet {
    /// Takes a token in: it is on disk before anybody is asked. Without time for the mint it stays as it is.
    package func fund(_ text: [UInt8], within limit: Interval) async throws(WalletFailure) -> Received {
      let end = Moment(after: limit)
      let token: Token
      do throws(TokenFlaw) { token = try Token.read(text) } catch { throw .notAToken(error) }
      guard try await isOurs(token.proofs) else { throw .locked }
      let wall = wall()
      CrashPoint.pass(.beforeFundStored)
      let kept = try await change { store throws(StoreFailure) in try store.takeIn(token, text, at: wall) }
      CrashPoint.pass(.afterFundStored)
      let stored = try kept.get()
      let (mint, unit) = (MintURL(token.mint), CurrencyUnit(token.unit).name)
      var received = Received(
        mint: mint, unit: unit, amount: token.amount.value, fee: 0, state: stored.note == nil ? .stored : .unchecked)
      guard limit > .zero else { return received }
      do throws(WalletFailure) {
        if let fee = try await secure(stored, mint, unit, until: end) {
          received.amount -= min(fee, received.amount)
          received.fee = fee
          received.state = .swapped
        }
      } catch {
        guard error.isAbsence else { throw error }
      }
      return received
    }

    /// Swaps what has come in, so that its giver can't spend it any more. What it has cost; nothing where somebody else is
    /// about it.
    private func secure(
      _ stored: TakenIn, _ mint: MintURL, _ unit: String, until end: Moment
    ) async throws(WalletFailure) -> UInt64? {
      if let note = stored.note { return try await check(note: note, until: end) }
      var fee: UInt64 = 0
      var rest = stored.proofs[...]
      let most = try await longestList(of: mint)
      while !rest.isEmpty {
        let part = Array(rest.prefix(most))
        rest = rest.dropFirst(most)
        fee += try await swapIn(part, mint, unit, until: end)
      }
      return fee
    }

    private func swapIn(
      _ secrets: [ProofSecret], _ mint: MintURL, _ unit: String, until end: Moment
    ) async throws(WalletFailure) -> UInt64 {
      try await withNewestKeysets(of: mint, until: end) { () throws(WalletFailure) in
        let keyset = try await signingKeyset(of: mint, unit, until: end)
        let wall = wall()
        let request = try await change { store throws(StoreFailure) -> WalletRequest? in
          let inputs = try store.freeProofs(secrets)
          return try store.moving(inputs.worthwhile.worthwhile, to: keyset, for: .received)
            .flatMap { draft throws(StoreFailure) in try store.open(draft, at: wall) }
        }
        guard let request else { return 0 }
        CrashPoint.pass(.beforeFundSent)
        try await carryOut(request, until: end) { _, _ throws(StoreFailure) in }
        CrashPoint.pass(.afterFundFinished)
        return request.fee
      }
    }
  }

  extension WalletFailure {
    /// Nobody was there to be asked: what was stored is still so.
    var isAbsence: Bool {
      switch self {
      case .mint(.unreachable), .mint(.lost), .mint(.unreadable), .noKeyset: true
      default: false
      }
    }
  }

  /// Where a token lies now.
  struct TakenIn: Sendable {
    /// Its secrets, where its proofs are in the purse.
    var proofs: [ProofSecret] = []
    var note: Int64?
  }

  extension WalletStore {
    /// Stores a token: as money where its own evidence shows that the mint has signed it, else as it came.
    fileprivate func takeIn(
      _ token: Token, _ text: [UInt8], at wall: Int64
    ) throws(StoreFailure) -> Result<TakenIn, WalletFailure> {
      let secrets = token.proofs.map(\.secret)
      guard try !isKnown(secrets), try !hasGone(token) else { return .failure(.known) }
      let (url, unit) = (MintURL(token.mint), CurrencyUnit(token.unit).name)
      let mint = try addMint(url)
      let known = try keysets(of: mint).filter { $0.keys != nil }
      try add(
        HistoryEntry(at: wall, kind: .received, mint: url, unit: unit, amount: token.amount.value))
      if let proofs = try? token.proofs(among: known.map(\.info.id)) {
        let evidence = proofs.map { proof in
          known.first { $0.info.id == proof.keyset && $0.info.unit == unit }?.keys.map(proof.evidence) ?? .wrong
        }
        if evidence.contains(where: { $0 == .wrong || $0 == .noSuchKey }) { return .failure(.forged) }
        if evidence.allSatisfy({ $0 == .signedByMint }), secrets.allSatisfy({ $0.kind == .bearer }) {
          for keyset in known {
            try insert(proofs.filter { $0.keyset == keyset.info.id }, keyset: keyset.id, .free)
          }
          wishes[Purse(mint: mint, unit: unit)]?.isUseless = false
          return .success(TakenIn(proofs: secrets))
        }
      }
      let kind: NoteKind = secrets.allSatisfy { $0.kind == .bearer } ? .unchecked : .locked
      let note = try addNote(token, text: token.text, kind, at: wall)
      return .success(TakenIn(note: note))
    }

    /// Whether some of it was here before, and is spent: offline, nobody else would say so.
    private func hasGone(_ token: Token) throws(StoreFailure) -> Bool {
      for proof in token.proofs {
        let mark = SQLValue.blob(Array(proof.signature.bytes[1..<9]))
        if try database.first("SELECT id FROM gone WHERE mark = ?", mark, read: { $0.integer(0) }) != nil {
          return true
        }
      }
      return false
    }

    /// Whether one of these is in the wallet, or in a note that is not done.
    private func isKnown(_ secrets: [ProofSecret]) throws(StoreFailure) -> Bool {
      for secret in secrets {
        let count = try database.first(
          "SELECT count(*) FROM proofs WHERE secret = ?", .text(secret.text), read: { $0.integer(0) })
        if count != 0 { return true }
      }
      let wanted = Set(secrets)
      for note in try notes(.unchecked) + notes(.locked) {
        if try readToken(ofNote: note.id).proofs.contains(where: { wanted.contains($0.secret) }) { return true }
      }
      return false
    }

    fileprivate func freeProofs(_ secrets: [ProofSecret]) throws(StoreFailure) -> [ProofRow] {
      let wanted = Set(secrets)
      return try proofs(.free).filter { wanted.contains($0.proof.secret) }
    }
  }
#endif
