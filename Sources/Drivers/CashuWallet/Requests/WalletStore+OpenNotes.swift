#if Cashu
  import TollGateCashu
  import TollGateCore

  extension NoteKind {
    /// Whether its proofs are ours, and lie in the store under the note's number; else the token is all that there is.
    var isOurs: Bool { self != .unchecked }
  }

  extension WalletStore {
    func note(_ id: Int64) throws(StoreFailure) -> NoteRow? { try openNotes().first { $0.id == id } }

    /// All that are not done with, the oldest first.
    func openNotes() throws(StoreFailure) -> [NoteRow] {
      var open: [NoteRow] = []
      for kind in NoteKind.allCases { open += try notes(kind) }
      return open.sorted { $0.id < $1.id }
    }

    func readToken(ofNote id: Int64) throws(StoreFailure) -> Token {
      guard let text = try token(ofNote: id), let token = try? Token.read(text) else { throw .corrupt }
      return token
    }

    /// Those that lie as they came, and that no payment and no request is about.
    func idleUncheckedNotes(_ purse: Purse) throws(StoreFailure) -> [NoteRow] {
      let busy = Set(
        try database.all(
          "SELECT purpose_ref FROM requests WHERE purpose = 6 AND interrupted = 0", read: { $0.integer(0) }))
      return try uncheckedNotes(purse).filter { !busy.contains($0.id) }
    }
  }
#endif
