#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateSandbox

  /// Where a sat lies, by the mint's books and the wallet's file.
  struct Audit: Hashable, Sendable {
    /// Unspent proofs in the wallet, by what they are promised to.
    var held: [Int64: UInt64] = [:]
    /// Unspent proofs in tokens that lie as they came.
    var unchecked: UInt64 = 0
    /// What the mint has signed for requests of the wallet's that have no end yet, and nobody has spent.
    var owed: UInt64 = 0
    /// What the wallet calls free and the mint calls spent.
    var gone: UInt64 = 0

    var all: UInt64 { held.values.reduce(unchecked + owed, +) }
  }

  enum Auditor {
    /// Proofs that the wallet may have lost and not know it yet: those of a request without an end, of a payment, of a note.
    private static let doubtful: Set<Int64> = [1, 2, 5, 6]

    static func audit(_ wallet: CashuWallet, _ mint: SandboxMint) async throws -> Audit {
      try await wallet.thread.run { store throws(StoreFailure) in
        var audit = Audit()
        let stragglers = try stragglerInputs(store)
        let rows = try store.database.all("SELECT id, state, amount, secret FROM proofs") { row in
          (row.integer(0), row.integer(1), row.amount(2), row.text(3))
        }
        for (id, state, amount, text) in rows {
          guard let secret = ProofSecret(text) else { throw .corrupt }
          if mint.state(of: secret) != .spent {
            audit.held[state, default: 0] += amount
          } else if !doubtful.contains(state), !stragglers.contains(id) {
            audit.gone += amount
          }
        }
        for note in try store.notes(.unchecked) {
          guard let text = try store.token(ofNote: note.id), let token = try? Token.read(text) else { throw .corrupt }
          for proof in token.proofs where try !isHere(proof.secret, store) && mint.state(of: proof.secret) != .spent {
            audit.unchecked += proof.amount.value
          }
        }
        audit.owed = try owed(store, mint)
        return audit
      }
    }

    private static func isHere(_ secret: ProofSecret, _ store: WalletStore) throws(StoreFailure) -> Bool {
      try store.database.first("SELECT id FROM proofs WHERE secret = ?", .text(secret.text), read: { $0.integer(0) })
        != nil
    }

    private static func stragglerInputs(_ store: WalletStore) throws(StoreFailure) -> Set<Int64> {
      let lists = try store.database.all("SELECT quote FROM requests WHERE interrupted = 2", read: { $0.text(0) })
      return Set(lists.flatMap { $0.split(separator: " ").compactMap { Int64($0) } })
    }

    private static func owed(_ store: WalletStore, _ mint: SandboxMint) throws(StoreFailure) -> UInt64 {
      let rows = try store.database.all("SELECT keyset, first, amounts FROM requests") { row in
        (row.integer(0), row.integer(1), row.blob(2))
      }
      var sum: UInt64 = 0
      for (id, first, bytes) in rows {
        guard let keyset = try store.keyset(id), let amounts = OutputRun.amounts(in: bytes),
          let branch = Life.seed.seed.branch(of: keyset.info.id), let first = UInt32(exactly: first),
          let outputs = OutputRun(keyset: keyset.info.id, first: first, amounts: amounts).outputs(from: branch)
        else { throw .corrupt }
        for output in outputs {
          guard let message = output.message, let signature = mint.signature(of: message.point) else { continue }
          if try !isHere(output.secret, store), mint.state(of: output.secret) != .spent {
            sum += signature.amount.value
          }
        }
      }
      return sum
    }
  }
#endif
