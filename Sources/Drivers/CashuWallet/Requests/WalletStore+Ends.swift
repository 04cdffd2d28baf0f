#if Cashu
  import TollGateCashu
  import TollGateCore

  /// The two ends of a request. Each is a part of one transaction.
  extension WalletStore {
    /// The mint has signed: the inputs are gone, what they have become can be spent, and whatever waited for that knows it.
    func finish(_ request: WalletRequest, _ proofs: [Proof], at wall: Int64) throws(StoreFailure) {
      try transaction { () throws(StoreFailure) in
        try deleteAll(.input(request: request.id))
        try insert(proofs, keyset: request.keyset.id, .free)
        wishes[Purse(mint: request.mint, unit: request.unit)]?.isUseless = false
        let fee = request.kind == .mint ? 0 : request.worth.subtractingOrNothing(proofs.worth)
        switch try purpose(of: request) {
        case .payment, .change, .rotation, .send, .received, .restored, .writtenOff: break
        case .takeBack(let payment): try settle(payment, returned: proofs.worth, fee: fee)
        case .note(let note):
          if try self.proofs(.handedOut(note: note)).isEmpty { try finish(note: note, at: wall) }
        case .topUp(let quote), .melt(let quote): try setQuote(quote, .done)
        }
        try close(request)
        try tell(request, moved: proofs.worth, fee: fee, at: wall)
      }
    }

    /// It has not happened, and will not: the inputs are what they were, but for those that somebody else has spent. A mint
    /// that may still have it on its way is watched for it.
    func undo(
      _ request: WalletRequest, spent: Set<Int64> = [], isWatched: Bool = false, at wall: Int64
    ) throws(StoreFailure) {
      try transaction { () throws(StoreFailure) in
        let (gone, left) = (
          request.inputs.filter { spent.contains($0.id) }, request.inputs.filter { !spent.contains($0.id) }
        )
        try delete(gone.map(\.id))
        switch try purpose(of: request) {
        case .payment, .change, .rotation, .send, .received, .topUp, .melt: try setUse(left.map(\.id), .free)
        case .writtenOff: try grant(left)
        case .takeBack(let payment):
          try setUse(left.map(\.id), .reserved(payment: payment))
          try settle(payment, spent: gone.worth)
        case .note(let note): try giveBack(left, gone, note, at: wall)
        case .restored: try setUse(left.map(\.id), .restored)
        }
        if !gone.isEmpty { try tellSpent(gone, of: request, at: wall) }
        if isWatched { try watch(request) } else { try close(request) }
      }
    }

    /// A verdict may have come in while its payment was on the way back.
    private func purpose(of request: WalletRequest) throws(StoreFailure) -> RequestPurpose {
      try self.request(request.id)?.purpose ?? request.purpose
    }

    /// The payment has another end: what is on the way back is nobody's business any more but ours, or the seller's.
    func endTakingBack(payment: Int64, _ verdict: Verdict) throws(StoreFailure) {
      let purpose: RequestPurpose = verdict == .spent ? .writtenOff : .rotation
      try database.run(
        "UPDATE requests SET purpose = ?, purpose_ref = NULL WHERE purpose = 5 AND purpose_ref = ?",
        .integer(purpose.stored.number), .integer(payment))
    }

    private func close(_ request: WalletRequest) throws(StoreFailure) {
      try database.run("DELETE FROM requests WHERE id = ?", .integer(request.id))
      inHand.remove(request.id)
      watches[request.id] = nil
    }

    /// Keeps the row for its outputs alone, and remembers which proofs may be gone with them.
    private func watch(_ request: WalletRequest) throws(StoreFailure) {
      let inputs = request.inputs.map { String($0.id) }.joined(separator: " ")
      try database.run(
        "UPDATE requests SET interrupted = 2, quote = ? WHERE id = ?", .text(inputs), .integer(request.id))
      inHand.remove(request.id)
      watch(request.id, isAsked: false)
    }

    /// A mint has signed after all: what it owes us is here, the inputs that it says are spent are not, and whatever they went
    /// back to knows it, unless it has another end by now.
    func finishStraggler(
      _ request: WalletRequest, _ proofs: [Proof], spent: [Int64], at wall: Int64
    ) throws(StoreFailure) {
      try transaction { () throws(StoreFailure) in
        guard let now = try self.request(request.id) else { return }
        let gone = try watchedInputs(of: now).filter { spent.contains($0.id) }
        try delete(gone.map(\.id))
        try insert(proofs, keyset: request.keyset.id, .free)
        let fee = gone.worth.subtractingOrNothing(proofs.worth)
        switch now.purpose {
        case .payment, .change, .rotation, .send, .received, .restored, .writtenOff: break
        case .takeBack(let payment): try settle(payment, returned: proofs.worth, fee: fee)
        case .note(let note):
          if try self.proofs(.handedOut(note: note)).isEmpty { try finish(note: note, at: wall) }
        case .topUp(let quote), .melt(let quote): try setQuote(quote, .done)
        }
        try close(request)
        try tell(now, moved: proofs.worth, fee: fee, at: wall)
      }
    }

    /// What its inputs were, as far as they are free now, or back where they came from.
    func watchedInputs(of request: WalletRequest) throws(StoreFailure) -> [ProofRow] {
      let rows = (request.quote ?? "").split(separator: " ").compactMap { Int64($0) }
      let origin: ProofUse? =
        switch request.purpose {
        case .takeBack(let payment): .reserved(payment: payment)
        case .note(let note): .handedOut(note: note)
        case .restored: .restored
        case .payment, .change, .rotation, .send, .received, .topUp, .melt, .writtenOff: nil
        }
      let free = try proofs(rows, still: .free)
      return try origin.map { use throws(StoreFailure) in try free + proofs(rows, still: use) } ?? free
    }

    /// What was in a note returns to it: a token that was handed out is outside again, one that was received lies as it came.
    /// Where some of that is gone, the token is no more, and the rest must be looked after by itself.
    private func giveBack(_ left: [ProofRow], _ gone: [ProofRow], _ note: Int64, at wall: Int64) throws(StoreFailure) {
      let state = try state(ofNote: note)
      if let state, state.kind.isOurs {
        try setUse(left.map(\.id), .handedOut(note: note))
        if try proofs(.handedOut(note: note)).isEmpty {
          try finish(note: note, at: wall)
        } else if !state.isOpen {
          try reopen(note: note)
        }
      } else if gone.isEmpty, state?.isOpen ?? false {
        try delete(left.map(\.id))
      } else {
        try setUse(left.map(\.id), .restored)
        try finish(note: note, at: wall)
      }
    }

    private func tell(_ request: WalletRequest, moved: UInt64, fee: UInt64, at wall: Int64) throws(StoreFailure) {
      guard let kind = request.purpose.historyKind else { return }
      try add(
        HistoryEntry(at: wall, kind: kind, mint: request.url, unit: request.unit, amount: moved, fee: fee))
    }

    private func tellSpent(_ gone: [ProofRow], of request: WalletRequest, at wall: Int64) throws(StoreFailure) {
      if case .takeBack = request.purpose { return }
      try add(
        HistoryEntry(
          at: wall, kind: .spentElsewhere, mint: request.url, unit: request.unit, amount: gone.worth))
    }
  }

  extension RequestPurpose {
    /// What the history calls it; payments are told by their settlement.
    fileprivate var historyKind: HistoryKind? {
      switch self {
      case .payment, .send, .writtenOff: nil
      case .change: .change
      case .rotation: .rotation
      case .received: .received
      case .takeBack: .takenBack
      case .note: .reclaimed
      case .restored: .restored
      case .topUp: .toppedUp
      case .melt: .melted
      }
    }
  }
#endif
