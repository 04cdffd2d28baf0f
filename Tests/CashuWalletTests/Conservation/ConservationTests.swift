#if Cashu
  import Foundation
  import Testing
  import TollGateCashuWallet

  @Suite("Conservation of money", .timeLimit(.minutes(600)))
  struct ConservationTests {
    /// 300 in `make test`, more by TOLLGATE_WALLET_TALES; the first by TOLLGATE_WALLET_SEED.
    static let count = number("TOLLGATE_WALLET_TALES") ?? 300
    static let first = number("TOLLGATE_WALLET_SEED") ?? 1

    private static func number(_ name: String) -> UInt64? {
      ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
    }

    @Test("K1, E4: whatever happens in whatever order, every sat is in exactly one place")
    func tales() async throws {
      for seed in ConservationTests.first..<ConservationTests.first + ConservationTests.count {
        let tale = Tale(seed: seed)
        guard let loss = await ConservationTests.loss(of: tale) else { continue }
        let (short, why) = await ConservationTests.shrunk(tale, loss)
        Issue.record(
          "seed \(seed), fee \(tale.fee) ppk, legacy keysets: \(tale.isLegacy): \(why)\n\(short.map { "  .\($0),\n" }.joined())"
        )
        return
      }
    }

    static func loss(of tale: Tale) async -> String? {
      do {
        try await Life(tale).live()
        return nil
      } catch {
        return "\(error)"
      }
    }

    /// Leaves out whatever isn't needed for the books to be wrong.
    private static func shrunk(_ tale: Tale, _ loss: String) async -> ([Deed], String) {
      var (best, why) = (tale, loss)
      var hasShrunk = true
      while hasShrunk {
        hasShrunk = false
        for place in best.deeds.indices.reversed() {
          var shorter = best
          shorter.deeds.remove(at: place)
          guard let still = await ConservationTests.loss(of: shorter) else { continue }
          (best, why, hasShrunk) = (shorter, still, true)
        }
      }
      return (best.deeds, why)
    }
  }
#endif
