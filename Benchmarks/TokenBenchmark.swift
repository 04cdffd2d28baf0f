import TollGateCashu
import TollGateCrypto

/// A token of 64 proofs with their DLEQ, from its text and back (section N): its structure alone, no point is looked at.
struct TokenBenchmark {
  private static let turns = 60
  private static let count = 100

  func run() {
    guard let token = try? Token(mint: "https://mint.example.com", unit: "sat", proofs: proofs) else { return }
    let text = token.text
    var seen = 0
    report("token V4, 64 proofs: decode", target: 60) {
      seen += (try? Token.read(text))?.proofs.count ?? 0
    }
    report("token V4, 64 proofs: encode", target: 40) { seen += token.text.count }
    precondition(seen == Self.turns * Self.count * (64 + text.count))
  }

  private var proofs: [Proof] {
    (0..<64).compactMap { index in
      let digest = SHA256.hash([UInt8(index)])
      return BlindingFactor(digest).map { factor in
        Proof(
          amount: Amount(1 << UInt64(index % 16)), keyset: .current(.zero), secret: ProofSecret(digest),
          signature: CompressedPoint(prefix: 2, x: digest), dleq: ProofDLEQ(DLEQ(e: digest, s: digest), factor))
      }
    }
  }

  /// The fastest turn counts, as in `SideBySide`.
  private func report(_ name: String, target: Double, _ work: () -> Void) {
    let spent = (0..<Self.turns).map { _ in
      Report.seconds { for _ in 0..<Self.count { work() } } / Double(Self.count) * 1e6
    }.sorted()
    let (fastest, median) = (spent[0], spent[spent.count / 2])
    Report.row(
      name, "≤ \(Report.short(target)) µs", "\(Report.short(fastest)) µs",
      "±\(Int((median - fastest) / fastest * 100)) %", "\(Int(fastest / target * 100)) %")
  }
}
