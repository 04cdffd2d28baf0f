import Foundation
import Synchronization
import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintBooksTests {
  /// A folder for one test, gone at its end.
  private func inFolder(_ experiment: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mint-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try experiment(folder)
  }

  private static let terms = MintTerms(keysets: [
    KeysetPlan(inputFee: 100, powers: 12), KeysetPlan(unit: "usd", powers: 4),
  ])

  /// Something of everything that is written down.
  private func live(_ mint: SandboxMint) throws -> MintWallet {
    var wallet = try MintWallet(mint)
    try wallet.fund(2101)
    try wallet.swapAll()
    _ = try wallet.quote(5, key: CompressedPoint(prefix: 2, x: Octets32(0, 0, 0, 1)))
    mint.misbehave(MintFault(.paymentWaits(polls: 3, arrives: true), times: 1))
    let invoice = MeltQuoteRequest(request: "lnbc200n1qqqqqqqqqqqqqqqqqqqqqqqqq", unit: "sat")
    let quote = try MeltQuote.read(mint.post("/v1/melt/quote/bolt11", invoice))
    let input = try #require(wallet.proofs.first { $0.amount.value == 32 })
    let blanks = try wallet.outputs(of: [1, 1, 1, 1]).messages()
    _ = try mint.post("/v1/melt/bolt11", MeltRequest(quote: quote.id, inputs: [input], outputs: blanks))
    mint.rotate(to: KeysetPlan(version: .legacy, inputFee: 7, finalExpiry: 4_000_000_000, powers: 3))
    return wallet
  }

  @Test("F2: books that are opened again say what they said: keys, states, signatures, quotes, payments on their way")
  func again() throws {
    try inFolder { folder in
      var mint: SandboxMint? = try SandboxMint(Self.terms, folder: folder)
      let proofs = try live(try #require(mint)).proofs
      let before = try #require(mint).desk.withLock { $0.ledger.picture }
      mint = nil
      let other = try SandboxMint(MintTerms(keysets: [KeysetPlan(unit: "eur")]), folder: folder)
      #expect(other.desk.withLock { $0.ledger.picture } == before)
      #expect(other.isBalanced && other.keysets.map(\.info.unit) == ["sat", "usd", "sat"])
      let pending = proofs.filter { other.state(of: $0.secret) == .pending }
      let quote = try #require(other.desk.withLock { $0.ledger.meltQuotes.keys.first })
      #expect(pending.map(\.amount.value) == [32])
      for _ in 0..<4 { _ = try other.get("/v1/melt/quote/bolt11/\(quote)") }
      #expect(other.state(of: pending[0].secret) == .spent && other.isBalanced)
      let rest = proofs.filter { other.state(of: $0.secret) == .unspent }
      let sum = rest.reduce(UInt64(0)) { $0 + $1.amount.value }
      let new = try MintWallet(other)
      let outputs = try new.outputs(of: try #require(new.keyset.keys.split(Amount(sum - 1), most: 700)).map(\.value))
      _ = try other.post("/v1/swap", new.swap(rest, outputs))
      #expect(other.isBalanced)
    }
  }

  @Test("F2: cut off anywhere, the books are those after some request, and nothing between two")
  func cuts() throws {
    try inFolder { folder in
      var mint: SandboxMint? = try SandboxMint(Self.terms, folder: folder)
      _ = try live(try #require(mint))
      mint = nil
      let path = folder + "/mint.log"
      let bytes = try #require(FileManager.default.contents(atPath: path))
      let ends = bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
      let cuts = ends.flatMap { [$0 - 1, $0, $0 + 1] } + [1, 40, bytes.count / 2]
      for cut in cuts where cut <= bytes.count {
        try Data(bytes.prefix(cut)).write(to: URL(fileURLWithPath: path))
        let mint = try SandboxMint(Self.terms, folder: folder)
        #expect(mint.isBalanced)
        let whole = ends.last { $0 <= cut } ?? 0
        if whole > 0 { #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == whole) }
        var wallet = try MintWallet(mint, unit: "usd")
        try wallet.fund(3)
      }
    }
  }

  @Test("F2: a change before the end is no crash, and is never read over")
  func spoilt() throws {
    try inFolder { folder in
      var mint: SandboxMint? = try SandboxMint(Self.terms, folder: folder)
      _ = try live(try #require(mint))
      mint = nil
      let path = folder + "/mint.log"
      var bytes = try #require(FileManager.default.contents(atPath: path))
      let second = try #require(bytes.firstIndex(of: 10)) + 30
      bytes[second] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(throws: MintBookFailure.unreadable(line: 2)) { try SandboxMint(Self.terms, folder: folder) }
      #expect(FileManager.default.contents(atPath: path) == bytes)
    }
  }

  @Test("F2: books have one mint at a time, are nobody else's to read, and need a folder that can be written")
  func owner() throws {
    try inFolder { folder in
      let mint = try SandboxMint(Self.terms, folder: folder)
      #expect(throws: MintBookFailure.held) { try SandboxMint(Self.terms, folder: folder) }
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/mint.log")[.posixPermissions] as? Int
      #expect(mode == 0o600 && mint.isBalanced)
      #expect(throws: MintBookFailure.self) { try SandboxMint(Self.terms, folder: folder + "/mint.log/x") }
    }
  }
}

extension MintLedger {
  /// Everything that is known, as it would be written down.
  fileprivate var picture: [String] {
    var changes = [MintChange.founded(seed)] + keysets.map { .revised($0.info) }
    changes += signatures.map { .signed($0, $1) } + spent.values.map(MintChange.spent)
    changes += mintQuotes.values.map(MintChange.mintQuote) + meltQuotes.values.map(MintChange.meltQuote)
    let points = pending.map { "\($0.hex) \($1)" } + pendingOutputs.map(\.hex) + sums.map { "\($0) \($1)" }
    return (changes.map { String(decoding: BookLine.written([$0]), as: UTF8.self) } + points).sorted()
  }
}
