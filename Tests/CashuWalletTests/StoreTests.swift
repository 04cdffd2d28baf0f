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
  }
#endif
