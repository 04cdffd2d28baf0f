#if Cashu
  import Foundation
  import Testing
  import TollGateCashuWallet
  import TollGateHTTP
  import TollGateSandbox
  import TollGateTestMint

  @Suite("Crash matrix", .timeLimit(.minutes(240)))
  struct CrashMatrixTests {
    /// Once in `make test`, more often by TOLLGATE_CRASH_ROUNDS: each round at the next time that the story passes the point.
    static let rounds = ProcessInfo.processInfo.environment["TOLLGATE_CRASH_ROUNDS"].flatMap(Int.init) ?? 1

    @Test("E4, K1: killed at any named point, the wallet finishes or undoes by itself, and every sat is there")
    func sandbox() async throws {
      #expect(CrashPoint.allCases.count >= 40)
      try await print(
        CrashMatrixTests.table(of: CrashPoint.allCases) { point, time in
          // A new one each time: the story ends its keyset.
          let mint = try await SandboxCrashMint()
          return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await mint.server.run() }
            defer { group.cancelAll() }
            return try await Crash(point, time, at: mint, MintCustomer(client(), at: mint.url)).row()
          }
        })
    }

    @Test(
      "E4, K1: the same before a real mint, by its own books",
      .enabled(if: NutshellMint.isInstalled, "\(NutshellMint.need)"))
    func nutshell() async throws {
      let mint = try await NutshellCrashMint()
      let customer = try await MintCustomer(client(), at: mint.url)
      // In `make test` there is no time for more than some of them.
      let points = CrashPoint.allCases.enumerated().filter { place, _ in CrashMatrixTests.rounds > 1 || place % 3 == 1 }
      try await print(
        CrashMatrixTests.table(of: points.map(\.element)) { point, time in
          try await Crash(point, time, at: mint, customer).row()
        })
    }

    private func client() throws -> MintClient { MintClient(HTTPMintTransport(try HTTPClient())) }

    /// When a point has been met as often as the story passes it, its rounds begin again.
    private static func table(
      of points: [CrashPoint], _ row: (CrashPoint, Int) async throws -> CrashRow?
    ) async throws -> String {
      var table = [CrashRow.title]
      for point in points {
        var times: Int?
        for round in 1...rounds {
          var found = try await row(point, times.map { (round - 1) % $0 + 1 } ?? round)
          if found == nil, round > 1 {
            times = round - 1
            found = try await row(point, 1)
          }
          table.append(try #require(found, "\(point) is not passed").text)
        }
      }
      return table.joined(separator: "\n")
    }
  }
#endif
