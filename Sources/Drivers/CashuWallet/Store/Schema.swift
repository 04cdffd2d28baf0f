/// The tables of the wallet. Amounts are the bits of their 64-bit numbers; times are seconds of the wall clock, and nothing
/// that spends depends on them (E6).
enum Schema {
  /// "TGwl": no other program's database is taken for a wallet.
  static let application: Int64 = 0x5447_776C

  /// `steps[n]` makes form n + 1 of form n.
  static let steps = [first]
  static var newest: Int { steps.count }

  private static let first =
    tablesOfMints + tablesOfProofs + stockKeeping + tablesOfPayments + tablesOfRequests

  private static let tablesOfMints = [
    "CREATE TABLE facts(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE mints(
      id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, name TEXT, info BLOB,
      answered INTEGER, failed INTEGER, failure TEXT) STRICT
    """,
    """
    CREATE TABLE keysets(
      id INTEGER PRIMARY KEY, mint INTEGER NOT NULL REFERENCES mints, name BLOB NOT NULL, unit TEXT NOT NULL,
      active INTEGER NOT NULL, ppk INTEGER NOT NULL, expires INTEGER, keys BLOB,
      counter INTEGER NOT NULL DEFAULT 0, UNIQUE(mint, name)) STRICT
    """,
  ]

  // Calls hold numbers of rows while they ask a mint: no number of a row that is gone is ever another's (AUTOINCREMENT).
  private static let tablesOfProofs = [
    """
    CREATE TABLE proofs(
      id INTEGER PRIMARY KEY AUTOINCREMENT, keyset INTEGER NOT NULL REFERENCES keysets, amount INTEGER NOT NULL,
      secret TEXT NOT NULL UNIQUE, signature BLOB NOT NULL, dleq BLOB, witness TEXT,
      state INTEGER NOT NULL, holder INTEGER) STRICT
    """,
    "CREATE INDEX proofs_free ON proofs(keyset, amount) WHERE state = 0",
    "CREATE INDEX proofs_held ON proofs(state, holder) WHERE state > 0",
    // Of proofs that were here once, the beginning of their signatures: a token of them is no money any more.
    "CREATE TABLE gone(id INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE) STRICT",
    """
    CREATE TRIGGER proofs_gone AFTER DELETE ON proofs BEGIN
      INSERT INTO gone(mark) VALUES(substr(old.signature, 2, 8)) ON CONFLICT DO NOTHING;
      DELETE FROM gone WHERE id <= (SELECT max(id) FROM gone) - 20000;
    END
    """,
  ]

  /// How many free proofs there are of each amount: what a payment is chosen from, however many proofs there are (F6).
  private static let stockKeeping = [
    """
    CREATE TABLE stock(
      keyset INTEGER NOT NULL, amount INTEGER NOT NULL, count INTEGER NOT NULL CHECK(count >= 0),
      PRIMARY KEY(keyset, amount)) STRICT, WITHOUT ROWID
    """,
    "CREATE TRIGGER proofs_come AFTER INSERT ON proofs WHEN new.state = 0 BEGIN \(add); END",
    "CREATE TRIGGER proofs_go AFTER DELETE ON proofs WHEN old.state = 0 BEGIN \(subtract); END",
    "CREATE TRIGGER proofs_freed AFTER UPDATE OF state ON proofs WHEN old.state <> 0 AND new.state = 0 BEGIN \(add); END",
    "CREATE TRIGGER proofs_taken AFTER UPDATE OF state ON proofs WHEN old.state = 0 AND new.state <> 0 BEGIN \(subtract); END",
    """
    CREATE TRIGGER proofs_never_change BEFORE UPDATE OF keyset, amount, secret ON proofs
    BEGIN SELECT RAISE(ABORT, 'a proof never changes'); END
    """,
  ]
  private static let add = """
    INSERT INTO stock VALUES(new.keyset, new.amount, 1) ON CONFLICT DO UPDATE SET count = count + 1
    """
  private static let subtract =
    "UPDATE stock SET count = count - 1 WHERE keyset = old.keyset AND amount = old.amount"

  private static let tablesOfPayments = [
    """
    CREATE TABLE payments(
      id INTEGER PRIMARY KEY AUTOINCREMENT, epoch INTEGER NOT NULL, number INTEGER NOT NULL, order_json BLOB NOT NULL,
      mint INTEGER NOT NULL REFERENCES mints, unit TEXT NOT NULL, gross INTEGER NOT NULL, fee INTEGER NOT NULL,
      worth INTEGER NOT NULL, fingerprint INTEGER NOT NULL, token BLOB NOT NULL,
      verdict INTEGER, settlement BLOB, UNIQUE(epoch, number)) STRICT
    """,
    """
    CREATE TABLE notes(
      id INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, mint TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL,
      proofs INTEGER NOT NULL, token BLOB NOT NULL, created INTEGER NOT NULL, done INTEGER, holder INTEGER) STRICT
    """,
    "CREATE INDEX notes_open ON notes(kind) WHERE done IS NULL",
  ]

  private static let tablesOfRequests = [
    """
    CREATE TABLE quotes(
      id INTEGER PRIMARY KEY AUTOINCREMENT, mint INTEGER NOT NULL REFERENCES mints, kind INTEGER NOT NULL, method TEXT NOT NULL,
      quote TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL, request TEXT NOT NULL, state INTEGER NOT NULL,
      expires INTEGER, created INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE requests(
      id INTEGER PRIMARY KEY AUTOINCREMENT, mint INTEGER NOT NULL REFERENCES mints, kind INTEGER NOT NULL,
      keyset INTEGER NOT NULL REFERENCES keysets, first INTEGER NOT NULL, amounts BLOB NOT NULL,
      purpose INTEGER NOT NULL, purpose_ref INTEGER, quote TEXT, opened INTEGER NOT NULL,
      interrupted INTEGER NOT NULL DEFAULT 0) STRICT
    """,
    """
    CREATE TABLE history(
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, mint TEXT NOT NULL, unit TEXT NOT NULL,
      amount INTEGER NOT NULL, fee INTEGER NOT NULL, detail TEXT) STRICT
    """,
  ]
}
