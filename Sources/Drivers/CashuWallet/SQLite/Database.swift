#if Cashu
  import CSQLite

  /// The wallet's one connection to its file. It stays on the wallet's thread.
  package final class Database {
    private let file: SQLiteFile
    /// Those that nobody is using.
    private var statements: [String: Statement] = [:]

    init(_ path: String) throws(StoreFailure) { file = try SQLiteFile(path) }

    deinit { statements.removeAll() }

    /// One row of an answer. Columns are counted from 0.
    package struct Row {
      fileprivate let statement: Statement

      package func integer(_ column: Int32) -> Int64 { statement.call.integer(column) }
      package func amount(_ column: Int32) -> UInt64 { UInt64(bitPattern: integer(column)) }
      package func flag(_ column: Int32) -> Bool { integer(column) != 0 }
      package func text(_ column: Int32) -> String { statement.call.text(column) }
      package func blob(_ column: Int32) -> [UInt8] { statement.call.blob(column) }
      package func isNull(_ column: Int32) -> Bool { statement.call.isNull(column) }
      package func maybeInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
      package func maybeText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
      package func maybeBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }
    }

    fileprivate final class Statement {
      let call: SQLiteStatement
      init(_ call: consuming SQLiteStatement) { self.call = call }
    }

    /// Runs a statement that answers nothing.
    package func run(_ sql: String, _ values: SQLValue...) throws(StoreFailure) {
      try use(sql, values) { _ throws(StoreFailure) in true }
    }

    /// As `run`; the number of rows that it has changed.
    package func change(_ sql: String, _ values: SQLValue...) throws(StoreFailure) -> Int64 {
      try use(sql, values) { _ throws(StoreFailure) in true }
      return file.changes
    }

    /// As `run`; the number of the row that it has inserted.
    package func insert(_ sql: String, _ values: SQLValue...) throws(StoreFailure) -> Int64 {
      try use(sql, values) { _ throws(StoreFailure) in true }
      return file.lastRow
    }

    package func all<Value>(
      _ sql: String, _ values: SQLValue..., read: (Row) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> [Value] {
      var found: [Value] = []
      try use(sql, values) { row throws(StoreFailure) in
        found.append(try read(row))
        return true
      }
      return found
    }

    /// The first row alone is read.
    package func first<Value>(
      _ sql: String, _ values: SQLValue..., read: (Row) throws(StoreFailure) -> Value
    ) throws(StoreFailure) -> Value? {
      var found: Value?
      try use(sql, values) { row throws(StoreFailure) in
        found = try read(row)
        return false
      }
      return found
    }

    /// Every statement that was run so far.
    package var knownStatements: [String] { statements.keys.sorted() }

    package var isInTransaction: Bool { file.isInTransaction }
    package var allChanges: Int64 { file.allChanges }
    var loggedPages: Int32 { file.loggedPages }
    func checkpoint() { file.checkpoint() }

    private func use(
      _ sql: String, _ values: [SQLValue], _ wantsMore: (Row) throws(StoreFailure) -> Bool
    ) throws(StoreFailure) {
      // Taken away while it runs: whoever reads its rows may run the same statement again.
      let statement: Statement
      if let known = statements.removeValue(forKey: sql) {
        statement = known
      } else {
        statement = try Statement(file.prepare(sql))
      }
      defer {
        statement.call.reset()
        statements[sql] = statement
      }
      for (index, value) in values.enumerated() {
        let code = statement.call.bind(value, at: Int32(index + 1))
        guard code == SQLITE_OK else { throw file.failure(code) }
      }
      while true {
        switch statement.call.step() {
        case SQLITE_ROW: if try !wantsMore(Row(statement: statement)) { return }
        case SQLITE_DONE: return
        case let code: throw file.failure(code)
        }
      }
    }
  }
#endif
