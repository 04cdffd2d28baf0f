#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto
  import TollGateHTTP
  import TollGateSandbox

  @Suite("What a full run prints", .timeLimit(.minutes(5)))
  struct FullRunTests {
    @Test("F7, K18: a wallet that prints all that it returns, dumps and complains of prints no secret")
    func secrecy() async throws {
      let mint = try await SandboxCrashMint()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await mint.server.run() }
        defer { group.cancelAll() }
        let client = MintClient(HTTPMintTransport(try HTTPClient()))
        let crash = Crash(.beforeReserve, 1, at: mint, try await MintCustomer(client, at: mint.url))
        let given = try await crash.prepare()
        let file = crash.folder.path + "/said"
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        let run = try await crash.run("aloud", saying: try #require(FileHandle(forWritingAtPath: file)))
        let said = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
        #expect(run.terminationStatus == 0, "\(said.suffix(2000))")
        let secrets = try await secrets(of: crash, given)
        #expect(secrets.count > 200 && said.count > 10_000)
        #expect(said.contains("somebody has spent") || said.contains("in the wallet already"), "failures are told")
        for (kind, secret) in secrets { #expect(!secret.isEmpty && !said.contains(secret), "a \(kind) is told") }
      }
    }

    /// Whatever the run has had: words, tokens, and of each proof all that would do to spend it, or to know it again.
    private func secrets(of crash: Crash, _ given: [Proof]) async throws -> [(kind: String, secret: String)] {
      let read = { (name: String) in try String(contentsOfFile: crash.folder.path + "/" + name, encoding: .utf8) }
      var secrets = [("seed", try read("words"))]
      secrets += try (read("tokens") + "\n" + read("drained")).split(separator: "\n").map { ("token", String($0)) }
      for proof in given {
        secrets += [("secret", proof.secret.text), ("signature", proof.signature.hex)]
        if let factor = proof.dleq?.factor { secrets.append(("factor", factor.scalar.octets.hex)) }
      }
      secrets += try crash.thrown().map { ("secret", $0.secret.text) }
      let thread = try await WalletThread.open(folder: crash.folder.path)
      let rows = try await thread.run { store throws(StoreFailure) in
        let texts = try store.database.all("SELECT token FROM notes", read: { $0.blob(0) })
        let proofs = try store.database.all("SELECT secret FROM proofs", read: { $0.text(0) })
        return (texts.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }, proofs)
      }
      secrets += rows.0.map { ("token", $0) } + rows.1.map { ("secret", $0) }
      guard let seed = WalletSeed(words: try read("words")) else { throw BenchTrouble("these are no words") }
      for keyset in crash.mintKeysets {
        guard let branch = seed.branch(of: keyset) else { continue }
        for number in 0..<40 as Range<UInt32> {
          guard let own = branch[number] else { continue }
          secrets += [("secret", own.secret.text), ("factor", own.factor.scalar.octets.hex)]
        }
      }
      return secrets
    }
  }

  extension Crash {
    fileprivate var mintKeysets: [KeysetID] { (mint as? SandboxCrashMint)?.mint.keysets.map(\.info.id) ?? [] }
  }
#endif
