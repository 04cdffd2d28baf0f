#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP

  /// One story that is killed somewhere, and what is left of it.
  struct Crash {
    let point: CrashPoint
    /// The how manieth time that the story passes it.
    let time: Int
    let mint: any CrashMint
    let customer: MintCustomer
    let folder = MemoryFolder()

    init(_ point: CrashPoint, _ time: Int, at mint: any CrashMint, _ customer: MintCustomer) {
      self.point = point
      self.time = time
      self.mint = mint
      self.customer = customer
    }

    /// The line of the table; nothing if the story has come to its end without passing the point as often.
    func row() async throws -> CrashRow? {
      let before = try await mint.books()
      let given = try await prepare()
      guard try await isKilled() else { return nil }
      let wallet = try await CashuWallet.open(folder: folder.path, HTTPMintTransport(try HTTPClient()))
      try await begin(wallet)
      let rest = try await CrashRest(wallet, others: given.map(Coin.init) + thrown(), customer)
      let row = CrashRow(point, time, mint.name, rest, try await mint.books() - before)
      #expect(row.lost == 0 && rest.gone == 0 && rest.isSettled, "\(row.text), \(rest)")
      #expect(row.fees <= 40, "\(row.text)")
      if point.rawValue.contains("Restore") { try await restore(wallet, given) }
      return row
    }

    /// The files of the story. Its tokens: one to keep, three to take in, the last of them without its evidence.
    func prepare() async throws -> [Proof] {
      let coins = try await customer.coins([64, 32, 64, 16, 4, 1, 32, 16, 2])
      let parts = [coins[..<2], coins[2..<6], coins[6..<7], coins[7...]].map(Array.init)
      let tokens = try parts.enumerated().map { place, coins in
        var coins = coins
        if place == 3 { for coin in coins.indices { coins[coin].dleq = nil } }
        return try Token(mint: mint.url.text, unit: "sat", proofs: coins).text
      }
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
      try write(Data(tokens.joined(separator: [0x0A])), to: "tokens")
      try write(Data(try Mnemonic.random().words.utf8), to: "words")
      try write(Data(try await mint.invoice().utf8), to: "invoice")
      if let port = mint.control { try write(Data("\(port)".utf8), to: "control") }
      return coins
    }

    private func write(_ data: Data, to name: String) throws {
      try data.write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }

    /// Whether the story ended by the signal, and not by itself.
    private func isKilled() async throws -> Bool {
      let child = try await run("story", environment: ["TOLLGATE_CRASH_AT": "\(point.rawValue):\(time)"])
      if child.terminationReason == .uncaughtSignal, child.terminationStatus == SIGKILL { return true }
      #expect(child.terminationReason == .exit && child.terminationStatus == 0, "the story fails before \(point)")
      return false
    }

    /// The story as a process that has ended, and said what it said to this file.
    func run(
      _ mode: String, environment: [String: String] = [:], saying output: FileHandle = .nullDevice
    ) async throws -> Process {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("tollgate-wallet-child")
      let port = try #require(mint.url.text.split(separator: ":").last)
      child.arguments = [mode, folder.path, String(port)]
      child.environment = environment
      child.standardOutput = output
      child.standardError = output
      try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
        child.terminationHandler = { _ in ended.resume() }
        do { try child.run() } catch { ended.resume(throwing: error) }
      }
      return child
    }

    /// What the daemon does after its start, and nothing else: recovery, settlements, rotation.
    private func begin(_ wallet: CashuWallet) async throws {
      let (provider, url) = (CashuPaymentProvider(wallet), mint.url)
      for _ in 0..<4 where try await wallet.funds(url)?.wantsRecovery ?? false { _ = try await provider.recover(url) }
      for open in try await provider.unsettled() where open.settled == nil {
        let settled = try await provider.settle(open.order.id, .takenBack, within: MintCustomer.limit)
        #expect(settled.all == open.prepared.gross, "\(point)")
      }
      for _ in 0..<4 where try await wallet.funds(url)?.onInactiveKeyset ?? false {
        _ = try await provider.perform(.rotate(mint: url, unit: .sat), feeLimit: Sats(8), within: MintCustomer.limit)
      }
    }

    /// What lay on the disk that the story has thrown away.
    func thrown() throws -> [Coin] {
      guard let text = try? String(contentsOfFile: folder.path + "/thrown", encoding: .utf8) else { return [] }
      return try text.split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return Coin(
          amount: try #require(UInt64(words[0])), secret: try #require(ProofSecret(String(words[1]))))
      }
    }

    /// The command is given once more: it brings back whatever the first one has not, but for what others have made.
    private func restore(_ wallet: CashuWallet, _ given: [Proof]) async throws {
      _ = try await wallet.restore(of: mint.url, within: MintCustomer.limit)
      let others = Set(given.map(\.secret.text))
      let own = try thrown().filter { !others.contains($0.secret.text) }
      let rest = try await CrashRest(wallet, others: own, customer)
      #expect(!own.isEmpty && rest.outside == 0 && rest.isSettled, "\(point): \(rest)")
    }
  }
#endif
