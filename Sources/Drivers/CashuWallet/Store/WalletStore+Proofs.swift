#if Cashu
  package import TollGateCashu
  import TollGateCrypto

  /// What a proof is promised to. The holder is the row of a payment, a request or a note.
  package enum ProofUse: Hashable, Sendable {
    case free
    case reserved(payment: Int64)
    case input(request: Int64)
    /// Would net nothing: stays aside (C8).
    case dust
    /// On a keyset that has expired.
    case expired
    case handedOut(note: Int64)
    /// Came back from the seed, and is not swapped yet: nobody may be paid with it (F5).
    case restored

    var state: Int64 {
      switch self {
      case .free: 0
      case .reserved: 1
      case .input: 2
      case .dust: 3
      case .expired: 4
      case .handedOut: 5
      case .restored: 6
      }
    }

    var holder: Int64? {
      switch self {
      case .reserved(let holder), .input(let holder), .handedOut(let holder): holder
      case .free, .dust, .expired, .restored: nil
      }
    }
  }

  /// A proof with its rows.
  package struct ProofRow: Hashable, Sendable {
    package var id: Int64
    /// The row of its keyset, and what the mint takes for it as an input.
    package var keyset: Int64
    package var ppk: UInt64
    package var proof: Proof
  }

  extension WalletStore {
    private static let proofColumns =
      "p.id, p.keyset, k.ppk, k.name, p.amount, p.secret, p.signature, p.dleq, p.witness FROM proofs p JOIN keysets k ON k.id = p.keyset"

    /// Puts proofs into the store. One whose secret is there already stays as it is: the number of those that are new.
    @discardableResult
    package func insert(_ proofs: [Proof], keyset: Int64, _ use: ProofUse) throws(StoreFailure) -> Int {
      try transaction { () throws(StoreFailure) in
        var count = 0
        for proof in proofs {
          count += Int(
            try database.change(
              """
              INSERT INTO proofs(keyset, amount, secret, signature, dleq, witness, state, holder)
              VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(secret) DO NOTHING
              """, .integer(keyset), .amount(proof.amount.value), .text(proof.secret.text),
              .blob(proof.signature.bytes),
              .maybe(proof.dleq?.stored), .maybe(proof.witness), .integer(use.state), .maybe(use.holder)))
        }
        return count
      }
    }

    /// The proofs of one use, in words that let SQLite see which index has them.
    private static func those(_ use: ProofUse) -> String {
      (use == .free ? "state = 0" : "state > 0 AND state = \(use.state)") + " AND holder IS ?"
    }

    /// All that serve this purpose, in the order in which they came.
    package func proofs(_ use: ProofUse) throws(StoreFailure) -> [ProofRow] {
      let sql = "SELECT \(WalletStore.proofColumns) WHERE \(WalletStore.those(use)) ORDER BY p.id"
      return try database.all(sql, .maybe(use.holder), read: ProofRow.read)
    }

    /// So many free proofs of this keyset and amount at the most, the oldest first.
    package func freeProofs(keyset: Int64, amount: UInt64, count: Int) throws(StoreFailure) -> [ProofRow] {
      let sql =
        "SELECT \(WalletStore.proofColumns) WHERE p.state = 0 AND p.keyset = ? AND p.amount = ? ORDER BY p.id LIMIT ?"
      return try database.all(
        sql, .integer(keyset), .amount(amount), .integer(Int64(count)), read: ProofRow.read)
    }

    /// Of these rows, those that serve this purpose now.
    func proofs(_ rows: [Int64], still use: ProofUse) throws(StoreFailure) -> [ProofRow] {
      let sql = "SELECT \(WalletStore.proofColumns) WHERE p.id = ? AND \(WalletStore.those(use))"
      var found: [ProofRow] = []
      for row in rows {
        found += try database.all(sql, .integer(row), .maybe(use.holder), read: ProofRow.read)
      }
      return found
    }

    func freeProof(_ secret: ProofSecret) throws(StoreFailure) -> ProofRow? {
      let sql = "SELECT \(WalletStore.proofColumns) WHERE p.state = 0 AND p.secret = ?"
      return try database.first(sql, .text(secret.text), read: ProofRow.read)
    }

    package func setUse(_ proofs: [Int64], _ use: ProofUse) throws(StoreFailure) {
      try transaction { () throws(StoreFailure) in
        for id in proofs {
          try database.run(
            "UPDATE proofs SET state = ?, holder = ? WHERE id = ?", .integer(use.state), .maybe(use.holder),
            .integer(id))
        }
      }
    }

    /// All that serve one purpose serve another now.
    package func setUse(ofAll old: ProofUse, to new: ProofUse) throws(StoreFailure) {
      try database.run(
        "UPDATE proofs SET state = ?, holder = ? WHERE \(WalletStore.those(old))", .integer(new.state),
        .maybe(new.holder), .maybe(old.holder))
    }

    func setUse(ofKeyset keyset: Int64, _ old: ProofUse, to new: ProofUse) throws(StoreFailure) {
      try database.run(
        "UPDATE proofs SET state = ?, holder = ? WHERE \(WalletStore.those(old)) AND keyset = ?",
        .integer(new.state), .maybe(new.holder), .maybe(old.holder), .integer(keyset))
    }

    package func delete(_ proofs: [Int64]) throws(StoreFailure) {
      try transaction { () throws(StoreFailure) in
        for id in proofs { try database.run("DELETE FROM proofs WHERE id = ?", .integer(id)) }
      }
    }

    package func deleteAll(_ use: ProofUse) throws(StoreFailure) {
      try database.run("DELETE FROM proofs WHERE \(WalletStore.those(use))", .maybe(use.holder))
    }
  }

  extension ProofRow {
    fileprivate static func read(_ row: Database.Row) throws(StoreFailure) -> ProofRow {
      guard let keyset = KeysetID(row.blob(3).span), let secret = ProofSecret(row.text(5)),
        let signature = CompressedPoint(row.blob(6))
      else { throw .corrupt }
      var dleq: ProofDLEQ?
      if let stored = row.maybeBlob(7) {
        dleq = ProofDLEQ(stored: stored)
        if dleq == nil { throw .corrupt }
      }
      let proof = Proof(
        amount: Amount(row.amount(4)), keyset: keyset, secret: secret, signature: signature, dleq: dleq,
        witness: row.maybeText(8))
      return ProofRow(id: row.integer(0), keyset: row.integer(1), ppk: row.amount(2), proof: proof)
    }
  }

  extension ProofDLEQ {
    /// e, s and r, 32 bytes each.
    fileprivate var stored: [UInt8] { dleq.e.bytes + dleq.s.bytes + factor.scalar.octets.bytes }

    fileprivate init?(stored: [UInt8]) {
      guard stored.count == 96, let e = Octets32(Array(stored[..<32])), let s = Octets32(Array(stored[32..<64])),
        let factor = Octets32(Array(stored[64...])).flatMap(BlindingFactor.init(_:))
      else { return nil }
      self.init(DLEQ(e: e, s: s), factor)
    }
  }
#endif
