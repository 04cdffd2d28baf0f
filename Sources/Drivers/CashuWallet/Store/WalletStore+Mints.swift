#if Cashu
  package import TollGateCore

  /// A mint as the wallet knows it.
  package struct MintRow: Hashable, Sendable {
    package var id: Int64
    package var url: MintURL
    package var name: String?
    /// What it said of itself, as it came.
    package var info: [UInt8]?
    /// Wall seconds of its last answer and of its last failure.
    package var answered: Int64?
    package var failed: Int64?
    package var failure: String?
  }

  extension WalletStore {
    private static let mintColumns = "id, url, name, info, answered, failed, failure"

    package func mints() throws(StoreFailure) -> [MintRow] {
      try database.all("SELECT \(WalletStore.mintColumns) FROM mints ORDER BY id", read: MintRow.init(_:))
    }

    package func mint(_ url: MintURL) throws(StoreFailure) -> MintRow? {
      try database.first(
        "SELECT \(WalletStore.mintColumns) FROM mints WHERE url = ?", .text(url.text), read: MintRow.init(_:))
    }

    package func mint(_ id: Int64) throws(StoreFailure) -> MintRow? {
      try database.first(
        "SELECT \(WalletStore.mintColumns) FROM mints WHERE id = ?", .integer(id), read: MintRow.init(_:))
    }

    /// The mint's row, made if there is none.
    package func addMint(_ url: MintURL) throws(StoreFailure) -> Int64 {
      if let known = try mint(url) { return known.id }
      return try database.insert("INSERT INTO mints(url) VALUES(?)", .text(url.text))
    }

    package func mintAnswered(_ mint: Int64, at wall: Int64) throws(StoreFailure) {
      try database.run("UPDATE mints SET answered = ? WHERE id = ?", .integer(wall), .integer(mint))
    }

    package func mintFailed(_ mint: Int64, at wall: Int64, _ failure: String) throws(StoreFailure) {
      try database.run(
        "UPDATE mints SET failed = ?, failure = ? WHERE id = ?", .integer(wall), .text(failure), .integer(mint))
    }

    package func setMintInfo(_ mint: Int64, name: String?, info: [UInt8]) throws(StoreFailure) {
      try database.run(
        "UPDATE mints SET name = ?, info = ? WHERE id = ?", .maybe(name), .blob(info), .integer(mint))
    }
  }

  extension MintRow {
    fileprivate init(_ row: Database.Row) {
      self.init(
        id: row.integer(0), url: MintURL(row.text(1)), name: row.maybeText(2), info: row.maybeBlob(3),
        answered: row.maybeInteger(4), failed: row.maybeInteger(5), failure: row.maybeText(6))
    }
  }
#endif
