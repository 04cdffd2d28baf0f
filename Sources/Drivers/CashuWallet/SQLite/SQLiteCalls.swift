#if Cashu
  import CSQLite
  import Glibc

  /// An open file. With the statement below, it holds every unsafe expression about SQLite.
  @safe struct SQLiteFile: ~Copyable {
    private let handle: OpaquePointer
    /// Written by SQLite after each commit: how many pages wait in the log.
    private let pages: UnsafeMutablePointer<Int32>

    /// The file must exist: whoever creates it chooses who may read it.
    init(_ path: String) throws(StoreFailure) {
      var opened: OpaquePointer?
      let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
      let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
      guard code == SQLITE_OK, let database = unsafe opened else {
        let failure = unsafe StoreFailure(code, errno: sqlite3_system_errno(opened))
        unsafe sqlite3_close_v2(opened)
        throw failure
      }
      // SQLite is content with less than it was asked for.
      guard unsafe sqlite3_db_readonly(database, "main") == 0 else {
        unsafe sqlite3_close_v2(database)
        throw .readOnly
      }
      unsafe handle = database
      unsafe pages = .allocate(capacity: 1)
      unsafe pages.initialize(to: 0)
      // In the place of SQLite's own, which would move the log's pages in the middle of a payment.
      _ = unsafe sqlite3_wal_hook(
        handle,
        { place, _, _, pages in
          unsafe place?.assumingMemoryBound(to: Int32.self).pointee = pages
          return SQLITE_OK
        }, pages)
    }

    deinit {
      unsafe sqlite3_close_v2(handle)
      unsafe pages.deallocate()
    }

    var loggedPages: Int32 { unsafe pages.pointee }
    var lastRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }
    /// Rows that the last statement has changed, without those that triggers have.
    var changes: Int64 { unsafe sqlite3_changes64(handle) }
    /// Rows changed since the file was opened.
    var allChanges: Int64 { unsafe sqlite3_total_changes64(handle) }
    var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Moves the log's pages into the file, as many as can be.
    func checkpoint() {
      let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
      if code == SQLITE_OK { unsafe pages.pointee = 0 }
    }

    func prepare(_ sql: String) throws(StoreFailure) -> SQLiteStatement {
      var statement: OpaquePointer?
      let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
      guard code == SQLITE_OK, let prepared = unsafe statement else { throw failure(code) }
      return unsafe SQLiteStatement(prepared)
    }

    func failure(_ code: Int32) -> StoreFailure {
      unsafe StoreFailure(code, errno: sqlite3_system_errno(handle))
    }
  }

  /// A prepared statement.
  @safe struct SQLiteStatement: ~Copyable {
    private let handle: OpaquePointer

    @unsafe fileprivate init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Places are counted from 1. The result is SQLite's code.
    func bind(_ value: SQLValue, at place: Int32) -> Int32 {
      switch value {
      case .null: unsafe sqlite3_bind_null(handle, place)
      case .integer(let integer): unsafe sqlite3_bind_int64(handle, place, integer)
      case .text(let text):
        unsafe tollgate_sqlite3_bind_text(handle, place, text, Int32(clamping: text.utf8.count))
      case .blob(let bytes):
        // Without a single byte there is no address, and SQLite would store NULL.
        bytes.isEmpty
          ? unsafe sqlite3_bind_zeroblob(handle, place, 0)
          : unsafe tollgate_sqlite3_bind_blob(handle, place, bytes, Int32(clamping: bytes.count))
      }
    }

    func step() -> Int32 { unsafe sqlite3_step(handle) }

    /// Makes it ready for the next time, and forgets what it was given.
    func reset() {
      unsafe sqlite3_reset(handle)
      unsafe sqlite3_clear_bindings(handle)
    }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    func text(_ column: Int32) -> String {
      guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
      let count = Int(unsafe sqlite3_column_bytes(handle, column))
      return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
      guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
      let count = Int(unsafe sqlite3_column_bytes(handle, column))
      return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  extension StoreFailure {
    /// What a code of SQLite means; the system's own number tells a full disk from a broken one.
    init(_ code: Int32, errno: Int32) {
      switch code & 255 {
      case SQLITE_FULL: self = .full
      case SQLITE_READONLY: self = .readOnly
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy
      case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
      case SQLITE_IOERR, SQLITE_CANTOPEN: self = StoreFailure(errno: errno) ?? .broken(code)
      default: self = .broken(code)
      }
    }

    /// A call into the system that failed for a reason that a person can remove.
    init?(errno: Int32) {
      switch errno {
      case ENOSPC, EDQUOT, EFBIG: self = .full
      case EROFS, EACCES, EPERM: self = .readOnly
      default: return nil
      }
    }
  }
#endif
