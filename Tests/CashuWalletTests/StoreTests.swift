#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto

  @Suite("The wallet's store")
  struct StoreTests {
    let folder = TestFolder()

    @Test("F2: a new folder holds a wallet for its owner alone")
    func opening() async throws {
      let thread = try await WalletThread.open(folder: folder.path)
      #expect(try await thread.run { store throws(StoreFailure) in try store.mints() } == [])
      for name in [WalletStore.fileName, WalletStore.fileName + "-wal"] {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
      }
    }

    @Test("F2: proofs, keysets and counters are the same after another start")
    func keeping() throws {
      let proofs = try Coins.proofs([1, 2, 4, .max, 1 << 63])
      let key = try #require(
        CompressedPoint(hex: "02194603ffa36356f4a56b7df9371fc3192472351453ec7398b8da8117e7c3e104"))
      let keys = try #require(MintKeys([(Amount(.max), key)]))
      let info = KeysetInfo(id: Coins.keyset, unit: "sat", isActive: false, inputFee: 100, finalExpiry: 1_900_000_000)
      do {
        let store = try WalletStore(folder: folder.path)
        let mint = try store.addMint(Coins.mint)
        let keyset = try store.put(info, keys: keys, of: mint)
        #expect(try store.takeSecrets(7, of: keyset) == 0)
        #expect(try store.insert(proofs, keyset: keyset, .free) == 5)
        #expect(try store.insert(proofs, keyset: keyset, .free) == 0, "known already")
      }
      let store = try WalletStore(folder: folder.path)
      let mint = try #require(try store.mint(Coins.mint))
      let keyset = try #require(try store.keyset(Coins.keyset, of: mint.id))
      #expect(keyset.info == info)
      #expect(keyset.keys == keys)
      #expect(keyset.counter == 7)
      #expect(try store.proofs(.free).map(\.proof) == proofs)
      #expect(try store.proofs(.free).allSatisfy { $0.ppk == 100 })
    }

    @Test("E5: a second opener is told that the wallet is in use, until the first is gone")
    func locking() throws {
      do {
        let first = try WalletStore(folder: folder.path)
        #expect(throws: StoreFailure.busy) { try WalletStore(folder: folder.path) }
        #expect(try first.mints() == [])
        #expect(throws: StoreFailure.busy) { try WalletStore(folder: folder.path) }
      }
      _ = try WalletStore(folder: folder.path)
    }

    @Test("F6: a log that has grown is moved into the file when there is no work, and begins anew")
    func tidying() async throws {
      let wallet = try await Wallet(in: folder, patience: .milliseconds(1))
      let path = folder.path + "/" + WalletStore.fileName
      func size() throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int }
      let before = try #require(try size())
      try await wallet.add(Array(repeating: 1, count: 2000))
      let end = ContinuousClock.now + .seconds(20)
      while try size() == before, .now < end { await Task.yield() }
      #expect(try #require(try size()) > before)
      #expect(try await wallet.available() == 2000)
    }

    @Test("F4: proofs that change their use change the stock, and an amount never changes")
    func stock() async throws {
      let wallet = try await Wallet([4, 4, 2, 1], in: folder)
      try await wallet.read { store throws(StoreFailure) in
        let ids = try store.proofs(.free).map(\.id)
        try store.setUse([ids[0], ids[1]], .input(request: 9))
        try store.setUse([ids[1]], .reserved(payment: 3))
        try store.setUse([ids[2]], .dust)
      }
      #expect(try await wallet.available() == 1)
      try await wallet.read { store throws(StoreFailure) in try store.setUse(ofAll: .input(request: 9), to: .free) }
      #expect(try await wallet.available() == 5)
      try await wallet.read { store throws(StoreFailure) in try store.deleteAll(.free) }
      #expect(try await wallet.available() == 0)
      #expect(
        try await wallet.read { store throws(StoreFailure) in try store.proofs(.reserved(payment: 3)).count } == 1)
      await #expect(throws: StoreFailure.self) {
        try await wallet.read { store throws(StoreFailure) in try store.database.run("UPDATE proofs SET amount = 7") }
      }
      #expect(wallet.thread.trouble != nil)
    }

    @Test("F2: what fails half-way has changed nothing")
    func rollback() async throws {
      let wallet = try await Wallet([4], in: folder)
      await #expect(throws: StoreFailure.corrupt) {
        try await wallet.read { store throws(StoreFailure) in
          try store.transaction { () throws(StoreFailure) in
            try store.deleteAll(.free)
            try store.transaction { () throws(StoreFailure) in try store.set(.mnemonic, [1]) }
            throw .corrupt
          }
        }
      }
      #expect(try await wallet.available() == 4)
      #expect(try await wallet.read { store throws(StoreFailure) in try store.fact(.mnemonic) } == nil)
    }

    @Test("F4: a row's number is never another row's later: calls hold it while they ask a mint")
    func numbers() throws {
      let store = try WalletStore(folder: folder.path)
      let keyset = try store.put(KeysetInfo(id: Coins.keyset, unit: "sat"), keys: nil, of: store.addMint(Coins.mint))
      try store.insert(Coins.proofs([1, 2]), keyset: keyset, .free)
      let old = try store.proofs(.free).map(\.id)
      try store.delete(old)
      try store.insert(Coins.proofs([4]), keyset: keyset, .free)
      #expect(try !old.contains(#require(store.proofs(.free).first).id))
    }

    @Test("F2: secrets of the seed are taken once, also where one keyset is known by two addresses of its mint")
    func counters() throws {
      let store = try WalletStore(folder: folder.path)
      let info = KeysetInfo(id: Coins.keyset, unit: "sat")
      let first = try store.put(info, keys: nil, of: store.addMint(Coins.mint))
      #expect(try store.takeSecrets(5, of: first) == 0)
      let second = try store.put(info, keys: nil, of: store.addMint(MintURL("http://mint.onion")))
      #expect(try store.takeSecrets(3, of: second) == 5)
      #expect(try store.takeSecrets(2, of: first) == 8)
      try store.setCounter(4, of: first)
      #expect(try store.keyset(second)?.counter == 10, "never back")
      try store.setCounter(UInt32(Int32.max) - 1, of: first)
      #expect(try store.takeSecrets(2, of: first) == nil)
      #expect(try store.takeSecrets(1, of: first) == UInt32(Int32.max) - 1)
    }
  }
#endif
