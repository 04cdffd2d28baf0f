#if Cashu
  import CLinux
  import Glibc
  import TollGateCashu
  package import TollGateCore
  import TollGateCrypto

  /// Everything that the wallet owns, in one file. It lives on the wallet's thread; whatever writes stands in a transaction, which
  /// is durable when it has ended.
  package final class WalletStore {
    package let database: Database
    let teller = FundsTeller()
    /// What was quoted lately and what change would not help: known again after the next quote, so it is kept on no disk.
    package var wishes: [Purse: ChangeWish] = [:]
    /// Keys that have been read, with what they were read from.
    var knownKeys: [Int64: (stored: [UInt8], keys: MintKeys)] = [:]
    /// Requests whose answers somebody waits for; the others in the file are interrupted. After a start those are all.
    package var inHand: Set<Int64> = []
    /// Requests that were given up, and when their mints were asked for them; none is in it that was given up before a start.
    var watches: [Int64: Watch] = [:]
    /// The machine's own time, for what is asked again and again.
    package var seconds: @Sendable () -> Int64 = WalletStore.uptime
    /// Until when notes that their mint has refused to swap, and quotes that nobody had paid, call for no recovery: else no
    /// other chore would have its turn.
    var noteRests: [Int64: Moment] = [:]
    var quoteRests: [Int64: Moment] = [:]
    /// How long that is.
    package var rest = Interval.seconds(600)

    /// The name of the file in its folder.
    package static let fileName = "wallet.sqlite"

    /// Opens the wallet of a folder, or begins a new one.
    package init(folder: String) throws(StoreFailure) {
      let path = folder + "/" + WalletStore.fileName
      try WalletFile.prepare(path, in: folder)
      database = try Database(path)
      // Before the log: then SQLite needs no shared memory, and the lock stays until the end.
      try database.run("PRAGMA locking_mode = EXCLUSIVE")
      let schema = try readSchema()
      guard try database.first("PRAGMA journal_mode = WAL", read: { $0.text(0) }) == "wal" else { throw .readOnly }
      try database.run("PRAGMA synchronous = FULL")
      try database.run("PRAGMA foreign_keys = ON")
      try database.run("PRAGMA temp_store = MEMORY")
      try migrate(from: schema)
    }

    /// All of it or nothing; on the disk when it returns. Within another one it is a part of that, and a failure must not be
    /// held back from it.
    package func transaction<Value>(_ body: () throws(StoreFailure) -> Value) throws(StoreFailure) -> Value {
      if database.isInTransaction { return try body() }
      try database.run("BEGIN IMMEDIATE")
      do throws(StoreFailure) {
        let value = try body()
        try database.run("COMMIT")
        return value
      } catch {
        // Some failures have ended it already.
        if database.isInTransaction { try? database.run("ROLLBACK") }
        throw error
      }
    }

    /// Moves the log into the file and begins the log anew, so that the next payment finds it begun and needs one sync.
    package func tidy() {
      database.checkpoint()
      try? database.run("UPDATE facts SET value = value WHERE name = ?", .text(WalletFact.salt.rawValue))
    }

    /// A wallet's form; 0 for an empty file.
    private func readSchema() throws(StoreFailure) -> Int {
      let schema = try database.first("PRAGMA user_version", read: { $0.integer(0) }) ?? 0
      let application = try database.first("PRAGMA application_id", read: { $0.integer(0) }) ?? 0
      let tables = try database.first("SELECT count(*) FROM sqlite_schema", read: { $0.integer(0) }) ?? 0
      if schema == 0 && application == 0 && tables == 0 { return 0 }
      guard application == Schema.application, schema > 0 else { throw .corrupt }
      guard schema <= Schema.newest else { throw .tooNew(schema: schema) }
      return Int(schema)
    }

    private static func newSalt() throws(StoreFailure) -> [UInt8] {
      do { return try SecureRandom.bytes(32) } catch { throw .broken(error.code) }
    }

    private func migrate(from schema: Int) throws(StoreFailure) {
      // Also where nothing is to be done: a disk that can't be written shows it now.
      try transaction { () throws(StoreFailure) in
        for step in Schema.steps[schema...] {
          for statement in step { try database.run(statement) }
        }
        try database.run("PRAGMA application_id = \(Schema.application)")
        try database.run("PRAGMA user_version = \(Schema.newest)")
        if try fact(.salt) == nil { try set(.salt, WalletStore.newSalt()) }
      }
    }
  }

  /// The file before SQLite sees it.
  private enum WalletFile {
    /// The folder and the file are for their owner alone (F7); neither is opened where it exists, since closing it again would
    /// end the locks that this process may hold on it.
    static func prepare(_ path: String, in folder: String) throws(StoreFailure) {
      if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure }
      let file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if file >= 0 {
        _ = close(file)
        try keep(folder)
      } else {
        guard errno == EEXIST else { throw failure }
        _ = unsafe chmod(path, 0o600)
      }
    }

    /// Makes the file's name in its folder durable.
    private static func keep(_ folder: String) throws(StoreFailure) {
      let place = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard place >= 0 else { throw failure }
      defer { _ = close(place) }
      guard fsync(place) == 0 else { throw failure }
    }

    private static var failure: StoreFailure { StoreFailure(errno: errno) ?? .broken(errno) }
  }
#endif
