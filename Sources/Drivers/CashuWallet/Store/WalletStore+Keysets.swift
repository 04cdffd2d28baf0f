#if Cashu
  package import TollGateCashu
  import TollGateCrypto

  /// A keyset of a mint, as the wallet knows it.
  package struct KeysetRow: Hashable, Sendable {
    package var id: Int64
    package var mint: Int64
    package var info: KeysetInfo
    /// The keys, where the mint has been asked for them.
    package var keys: MintKeys?
    /// The next of the seed's secrets that nobody has used (NUT-13).
    package var counter: UInt32

    package static func == (one: KeysetRow, other: KeysetRow) -> Bool {
      one.id == other.id && one.info == other.info && one.keys == other.keys && one.counter == other.counter
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  extension WalletStore {
    private static let keysetColumns = "id, mint, name, unit, active, ppk, expires, keys, counter"

    /// In the order in which they came to be known, the oldest first.
    package func keysets(of mint: Int64) throws(StoreFailure) -> [KeysetRow] {
      try database.all(
        "SELECT \(WalletStore.keysetColumns) FROM keysets WHERE mint = ? ORDER BY id", .integer(mint),
        read: read)
    }

    package func keyset(_ id: Int64) throws(StoreFailure) -> KeysetRow? {
      try database.first(
        "SELECT \(WalletStore.keysetColumns) FROM keysets WHERE id = ?", .integer(id), read: read)
    }

    package func keyset(_ name: KeysetID, of mint: Int64) throws(StoreFailure) -> KeysetRow? {
      try database.first(
        "SELECT \(WalletStore.keysetColumns) FROM keysets WHERE mint = ? AND name = ?", .integer(mint),
        .blob(name.bytes),
        read: read)
    }

    /// Writes down what a mint says of a keyset; its keys stay where there are none in what it says. The row's number.
    @discardableResult
    package func put(_ info: KeysetInfo, keys: MintKeys?, of mint: Int64) throws(StoreFailure) -> Int64 {
      let expires = info.finalExpiry.map { Int64(clamping: $0) }
      let known = try keyset(info.id, of: mint)
      if let known {
        try database.run(
          "UPDATE keysets SET active = ?, ppk = ?, expires = ?, keys = coalesce(?, keys) WHERE id = ?",
          .flag(info.isActive), .amount(info.inputFee), .maybe(expires), .maybe(keys?.stored), .integer(known.id))
        // What was put aside by another word of the mint's is money again.
        if info.inputFee < known.info.inputFee { try setUse(ofKeyset: known.id, .dust, to: .free) }
        if info.finalExpiry ?? .max > known.info.finalExpiry ?? .max {
          try setUse(ofKeyset: known.id, .expired, to: .free)
        }
        return known.id
      }
      return try database.insert(
        """
        INSERT INTO keysets(mint, name, unit, active, ppk, expires, keys, counter) VALUES(?, ?, ?, ?, ?, ?, ?,
          coalesce((SELECT max(counter) FROM keysets WHERE name = ?), 0))
        """, .integer(mint), .blob(info.id.bytes), .text(info.unit), .flag(info.isActive), .amount(info.inputFee),
        .maybe(expires), .maybe(keys?.stored), .blob(info.id.bytes))
    }

    /// Takes so many of the seed's secrets, and returns the number of the first. One keyset may be known by two addresses of its
    /// mint, and a secret must never serve twice: they count together. Nothing when the numbers are used up.
    package func takeSecrets(_ count: Int, of keyset: Int64) throws(StoreFailure) -> UInt32? {
      let first = try database.first(
        "SELECT max(counter) FROM keysets WHERE name = (SELECT name FROM keysets WHERE id = ?)", .integer(keyset),
        read: { $0.integer(0) })
      guard let first, count >= 0, let start = UInt32(exactly: first),
        UInt64(start) + UInt64(count) <= UInt64(Int32.max)
      else { return nil }
      try setCounter(start + UInt32(count), of: keyset)
      return start
    }

    /// Whether more than one address publishes it.
    func isShared(_ keyset: Int64) throws(StoreFailure) -> Bool {
      let count = try database.first(
        "SELECT count(*) FROM keysets WHERE name = (SELECT name FROM keysets WHERE id = ?)", .integer(keyset),
        read: { $0.integer(0) })
      return count ?? 0 > 1
    }

    /// For a restore, which finds out how many have been used.
    package func setCounter(_ counter: UInt32, of keyset: Int64) throws(StoreFailure) {
      try database.run(
        "UPDATE keysets SET counter = max(counter, ?) WHERE name = (SELECT name FROM keysets WHERE id = ?)",
        .integer(Int64(counter)), .integer(keyset))
    }
  }

  extension WalletStore {
    private func read(_ row: Database.Row) throws(StoreFailure) -> KeysetRow {
      guard let name = KeysetID(row.blob(2).span), let counter = UInt32(exactly: row.integer(8)) else { throw .corrupt }
      let info = KeysetInfo(
        id: name, unit: row.text(3), isActive: row.flag(4), inputFee: row.amount(5),
        finalExpiry: row.maybeInteger(6).map { UInt64(clamping: $0) })
      let id = row.integer(0)
      var keys: MintKeys?
      if let stored = row.maybeBlob(7) { keys = try self.keys(stored, of: id) }
      return KeysetRow(id: id, mint: row.integer(1), info: info, keys: keys, counter: counter)
    }

    /// Points are checked when they are read, which takes its time: those of a keyset once.
    private func keys(_ stored: [UInt8], of keyset: Int64) throws(StoreFailure) -> MintKeys {
      if let known = knownKeys[keyset], known.stored == stored { return known.keys }
      guard let keys = MintKeys(stored: stored) else { throw .corrupt }
      knownKeys[keyset] = (stored, keys)
      return keys
    }
  }

  extension MintKeys {
    /// Eight bytes of amount and 33 of key, one after the other.
    fileprivate var stored: [UInt8] {
      keys.flatMap { key in
        stride(from: UInt64(56), through: 0, by: -8).map { UInt8(key.amount.value >> $0 & 255) } + key.compressed.bytes
      }
    }

    fileprivate init?(stored: [UInt8]) {
      guard stored.count.isMultiple(of: 41) else { return nil }
      var pairs: [(amount: Amount, key: CompressedPoint)] = []
      for start in stride(from: 0, to: stored.count, by: 41) {
        let amount = stored[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let key = CompressedPoint(Array(stored[start + 8..<start + 41])) else { return nil }
        pairs.append((Amount(amount), key))
      }
      self.init(pairs)
    }
  }
#endif
