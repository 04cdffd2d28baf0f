#if Cashu
  import TollGateCashu
  import TollGateCore

  extension NoteKind {
    /// Whether its proofs are ours, and lie in the store under the note's number; else the token is all that there is.
    package var isOurs: Bool { self != .unchecked && self != .locked }
  }

  extension WalletStore {
    func note(_ id: Int64) throws(StoreFailure) -> NoteRow? { try openNotes().first { $0.id == id } }

    /// Of a note that is done with, too.
    func state(ofNote id: Int64) throws(StoreFailure) -> (kind: NoteKind, isOpen: Bool)? {
      try database.first("SELECT kind, done IS NULL FROM notes WHERE id = ?", .integer(id)) {
        row throws(StoreFailure) in
        guard let kind = NoteKind(rawValue: row.integer(0)) else { throw .corrupt }
        return (kind, row.flag(1))
      }
    }

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

    /// Those that may be paid with as they came.
    func idleUncheckedNotes(_ purse: Purse) throws(StoreFailure) -> [NoteRow] { try idle(notes(.unchecked, of: purse)) }

    /// Those that their mint is to be asked about.
    func notesToCheck(_ purse: Purse) throws(StoreFailure) -> [NoteRow] {
      try idle(notes(.unchecked, of: purse) + notes(.locked, of: purse))
    }

    /// Those of them that no request is about.
    private func idle(_ notes: [NoteRow]) throws(StoreFailure) -> [NoteRow] {
      guard !notes.isEmpty else { return [] }
      let busy = Set(
        try database.all(
          "SELECT purpose_ref FROM requests WHERE purpose = 6 AND interrupted = 0", read: { $0.integer(0) }))
      return notes.filter { !busy.contains($0.id) }
    }
  }
#endif
