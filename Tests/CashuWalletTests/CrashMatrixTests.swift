#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateSandbox

  @Suite("Crash matrix", .timeLimit(.minutes(120)))
  struct CrashMatrixTests {
    /// Once in `make test`, more often by TOLLGATE_CRASH_ROUNDS.
    static let rounds = ProcessInfo.processInfo.environment["TOLLGATE_CRASH_ROUNDS"].flatMap(Int.init) ?? 1

    @Test("E4, K1: killed at any named point, the wallet finishes or undoes by itself, and every sat is there")
    func matrix() async throws {
      #expect(CrashPoint.allCases.count >= 40)
      var table: [String] = []
      for point in CrashPoint.allCases {
        for _ in 0..<CrashMatrixTests.rounds {
          // All stories have one seed, and no mint signs a secret twice.
          let mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(inputFee: 100, powers: 10)]))
          let server = try await SandboxMintServer.open(mint)
          try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            table.append(try await killed(at: point, mint, server))
          }
        }
      }
      print(table.joined(separator: "\n"))
    }

    /// One line of the table.
    private func killed(at point: CrashPoint, _ mint: SandboxMint, _ server: SandboxMintServer) async throws -> String {
      let folder = MemoryFolder()
      let url = MintURL("http://127.0.0.1:\(server.endpoint.port)")
      let tokens = try CrashMatrixTests.tokens(mint, url)
      try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
      try Data(tokens.map(\.text).joined(separator: [0x0A])).write(to: URL(fileURLWithPath: folder.path + "/tokens"))
      let signal = try await CrashMatrixTests.run(folder.path, port: server.endpoint.port, point)
      #expect(signal == SIGKILL, "\(point) was not passed: the story ended with \(signal)")

      let wallet = try await CashuWallet.open(folder: folder.path, SandboxDoor([url: mint])) { 1_800_000_000 }
      let provider = CashuPaymentProvider(wallet)
      for _ in 0..<4 where try await wallet.funds(url)?.wantsRecovery ?? false { _ = try await provider.recover(url) }
      for open in try await provider.unsettled() where open.settled == nil {
        let settled = try await provider.settle(open.order.id, .takenBack, within: WalletBench.limit)
        #expect(settled.all == open.prepared.gross, "\(point)")
      }
      _ = try await wallet.reclaim(within: WalletBench.limit)
      // The story throws its proofs away before it restores them.
      if point.rawValue.contains("Restore") { _ = try await wallet.restore(of: url, within: WalletBench.limit) }
      let audit = try await Auditor.audit(wallet, mint)
      let outside = try await CrashMatrixTests.outside(tokens, wallet, mint)
      let outstanding = UInt64(mint.sums(of: "sat").outstanding)
      #expect(audit.all + outside == outstanding, "\(point): \(audit), \(outside) outside, \(outstanding) outstanding")
      #expect(
        audit.held.keys.allSatisfy { [0, 3].contains($0) } && audit.owed == 0 && audit.gone == 0, "\(point): \(audit)")
      #expect(mint.isBalanced, "\(point)")
      return "\(point.rawValue): free \(audit.held[0] ?? 0), dust \(audit.held[3] ?? 0), outside \(outside)"
    }

    private static func tokens(_ mint: SandboxMint, _ url: MintURL) throws -> [Token] {
      let issuer = try Issuer(mint)
      return [
        try issuer.token([64, 32], url: url), try issuer.token([64, 16, 4, 1], url: url),
        try issuer.token([32], url: url), try issuer.token([16, 2], url: url, withDLEQ: false),
      ]
    }

    /// What the story has not come to take in.
    private static func outside(_ tokens: [Token], _ wallet: CashuWallet, _ mint: SandboxMint) async throws -> UInt64 {
      let here = try await wallet.thread.run { store throws(StoreFailure) in
        Set(try store.database.all("SELECT secret FROM proofs", read: { $0.text(0) }))
      }
      return tokens.flatMap(\.proofs).reduce(0) { sum, proof in
        mint.state(of: proof.secret) == .spent || here.contains(proof.secret.text) ? sum : sum + proof.amount.value
      }
    }

    /// The signal that has ended it; zero if none has.
    private static func run(_ folder: String, port: UInt16, _ point: CrashPoint) async throws -> Int32 {
      let child = Process()
      child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("tollgate-wallet-child")
      child.arguments = ["story", folder, String(port)]
      child.environment = ["TOLLGATE_CRASH_AT": point.rawValue]
      try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
        child.terminationHandler = { _ in ended.resume() }
        do { try child.run() } catch { ended.resume(throwing: error) }
      }
      return child.terminationReason == .uncaughtSignal ? child.terminationStatus : 0
    }
  }
#endif
