#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateTestNetwork

  /// A file system of its own, of a size of its own.
  final class SmallDisk: Sendable {
    static let isPossible = geteuid() == 0
    let folder = TestFolder()

    init(kilobytes: Int) throws {
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      try SmallDisk.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path)
    }

    deinit { try? SmallDisk.run("umount", "-l", folder.path) }

    func remount(_ options: String) throws { try SmallDisk.run("mount", "-o", "remount,\(options)", folder.path) }

    private static func run(_ arguments: String...) throws {
      let run = try ChildRun(URL(fileURLWithPath: "/usr/bin/env"), arguments)
      try #require(run.code == 0, "\(arguments): \(String(decoding: run.complaints, as: UTF8.self))")
    }
  }

  @Suite("A store that can't")
  struct StoreFailureTests {
    private static var child: URL {
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("tollgate-wallet-child")
    }

    @Test(
      "E5: on a full disk nothing is paid or lost, and reading goes on",
      .enabled(if: SmallDisk.isPossible, "needs root"))
    func fullDisk() async throws {
      let disk = try SmallDisk(kilobytes: 512)
      let wallet = try await Wallet([8, 4, 2, 1], in: disk.folder)
      let filler = disk.folder.path + "/filler"
      try #require(FileManager.default.createFile(atPath: filler, contents: nil))
      let file = try #require(FileHandle(forWritingAtPath: filler))
      while (try? file.write(contentsOf: Data(count: 1024))) != nil {}
      var failures = 0
      for number in UInt64(1)...8 {
        do { _ = try await wallet.provider.prepare(Orders.order(number, price: 1, limit: 8), within: Pace.mint) } catch
        {
          #expect(error == .notWritable)
          failures += 1
        }
      }
      #expect(failures > 0, "what room there was in the log has been used")
      let open = try await wallet.provider.unsettled().reduce(UInt64(0)) { $0 + $1.prepared.gross.count }
      #expect(try await wallet.available() + open == 15)
      await #expect(throws: StoreFailure.full) {
        try await wallet.read { store throws(StoreFailure) in
          try store.set(.mnemonic, [UInt8](repeating: 1, count: 9000))
        }
      }
      try file.close()
      try FileManager.default.removeItem(atPath: filler)
      _ = try await wallet.provider.prepare(Orders.order(9, price: 1, limit: 8), within: Pace.mint)
    }

    @Test(
      "E5: on a disk that has become read-only nothing is paid or lost",
      .enabled(if: SmallDisk.isPossible, "needs root"))
    func readOnlyDisk() async throws {
      let disk = try SmallDisk(kilobytes: 4096)
      do { _ = try await Wallet([8, 4, 2, 1], in: disk.folder) }
      try disk.remount("ro")
      await #expect(throws: StoreFailure.readOnly) { try await WalletThread.open(folder: disk.folder.path) }
      await #expect(throws: StoreFailure.readOnly) { try await WalletThread.open(folder: disk.folder.path + "/other") }
      try disk.remount("rw")
      let wallet = try await Wallet(in: disk.folder)
      #expect(try await wallet.available() == 15)
    }

    @Test("E5: a store that may not grow refuses the payment, and still has its money")
    func noRoom() async throws {
      let folder = TestFolder()
      do { _ = try await Wallet([8, 4, 2, 1], in: folder) }
      let run = try ChildRun(Self.child, ["pay-without-room", folder.path, "5"])
      #expect(String(decoding: run.output, as: UTF8.self) == "notWritable")
      let wallet = try await Wallet(in: folder)
      #expect(try await wallet.available() == 15)
      #expect(try await wallet.provider.unsettled() == [])
    }

    @Test("E5: when SQLite finds its file full the failure says so")
    func fullFile() async throws {
      let wallet = try await Wallet([8, 4, 2, 1])
      await #expect(throws: StoreFailure.full) {
        try await wallet.read { store throws(StoreFailure) in
          _ = try store.database.first("PRAGMA max_page_count = 1", read: { $0.integer(0) })
          try store.set(.mnemonic, [UInt8](repeating: 1, count: 100_000))
        }
      }
      #expect(try await wallet.available() == 15)
    }

    @Test("E5: while another process has the wallet open it is busy, afterwards not")
    func busy() async throws {
      let folder = TestFolder()
      do { _ = try await Wallet([8], in: folder) }
      let (process, input, output) = (Process(), Pipe(), Pipe())
      process.executableURL = Self.child
      process.arguments = ["hold", folder.path, "1"]
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      #expect(output.fileHandleForReading.availableData == Data("open\n".utf8))
      await #expect(throws: StoreFailure.busy) { try await WalletThread.open(folder: folder.path) }
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      #expect(try await Wallet(in: folder).available() == 8)
    }

    @Test("E4: the payment and the same token are there after a SIGKILL right behind `prepare`", arguments: 0..<5)
    func killed(_ turn: Int) async throws {
      let folder = TestFolder()
      do { _ = try await Wallet([8, 4, 2, 1, 1, 1, 16], fee: 100, in: folder) }
      let run = try ChildRun(Self.child, ["pay-and-die", folder.path, "\(5 + turn)"])
      #expect(run.code == 9)
      let said = String(decoding: run.output, as: UTF8.self).split(separator: " ").compactMap { UInt64($0) }
      let wallet = try await Wallet(in: folder)
      let open = try #require(try await wallet.provider.unsettled().first)
      #expect([open.prepared.gross.count, open.prepared.fingerprint.value] == said)
      #expect(open.order.net == Sats(UInt64(5 + turn)))
      let token = try Token.read(try await wallet.provider.bearer(of: open.order.id).body)
      #expect(token.amount.value == open.prepared.gross.count)
      #expect(token.proofs.allSatisfy { $0.dleq != nil })
      #expect(try await wallet.available() == 33 - open.prepared.gross.count)
    }

    @Test("E4, K1: killed at any moment, any number of times, the file is whole and every sat is free or in a payment")
    func killedAnywhere() async throws {
      let folder = TestFolder()
      do { _ = try await Wallet([512, 256, 128, 64, 32, 16, 8, 4, 2, 1, 1], in: folder) }
      for turn in 0..<12 {
        let (process, output) = (Process(), Pipe())
        process.executableURL = Self.child
        process.arguments = ["pay-for-ever", folder.path, "30"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var lines = 0
        while lines <= turn * 3 {
          let said = output.fileHandleForReading.availableData
          try #require(!said.isEmpty, "it has ended by itself")
          lines += said.count { $0 == 10 }
        }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let wallet = try await Wallet(in: folder)
        let open = try await wallet.provider.unsettled().filter { $0.settled == nil }
        #expect(try await wallet.available() + open.reduce(0) { $0 + $1.prepared.gross.count } == 1024)
        let health = try await wallet.read { store throws(StoreFailure) in
          try store.database.all("PRAGMA integrity_check", read: { $0.text(0) })
            + store.database.all("PRAGMA foreign_key_check", read: { $0.text(0) })
        }
        #expect(health == ["ok"])
        for payment in open { _ = try await wallet.provider.settle(payment.order.id, .released, within: Pace.mint) }
      }
    }

    @Test("E5: what is no wallet, or a damaged one, is refused and not touched")
    func corrupt() throws {
      let folder = TestFolder()
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
      let path = folder.path + "/" + WalletStore.fileName
      let noise = Data((0..<8192).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 11) })
      for content in [noise, Data("SQLite format 3\0".utf8) + noise] {
        try content.write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreFailure.corrupt) { try WalletStore(folder: folder.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
      }
    }

    @Test("F2: a wallet of a newer program is left alone; so is another program's database")
    func tooNew() throws {
      let folder = TestFolder()
      do {
        let store = try WalletStore(folder: folder.path)
        try store.database.run("PRAGMA user_version = 7")
      }
      #expect(throws: StoreFailure.tooNew(schema: 7)) { try WalletStore(folder: folder.path) }
      let other = TestFolder()
      do {
        let store = try WalletStore(folder: other.path)
        try store.database.run("PRAGMA application_id = 99")
      }
      #expect(throws: StoreFailure.corrupt) { try WalletStore(folder: other.path) }
    }

    @Test("E5: each failure has a sentence of its own for a person")
    func sentences() {
      let all: [StoreFailure] = [.full, .readOnly, .busy, .corrupt, .tooNew(schema: 7), .broken(10)]
      #expect(Set(all.map(\.description)).count == all.count)
      #expect(all.allSatisfy { $0.description.contains("wallet") && $0.description.count > 40 })
      #expect(StoreFailure.tooNew(schema: 7).description.contains("7"))
    }
  }
#endif
