#if Cashu
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet

  @testable import tollgate

  @Suite struct WalletTroubleTests {
    @Test("H1: each failure of the wallet has a sentence and an exit code of the table")
    func codes() {
      let refusal = MintRefusal(status: 400, body: Array(#"{"detail": "no \u001b[31m", "code": 11002}"#.utf8))
      let expected: [(WalletFailure, ExitCode)] = [
        (.store(.full), .cannotWrite), (.store(.readOnly), .cannotWrite), (.store(.busy), .tryLater),
        (.store(.corrupt), .badData), (.store(.tooNew(schema: 9)), .badData), (.mint(.lost), .tryLater),
        (.mint(.unreachable(.noTLS)), .unavailable), (.mint(.unreachable(.noLibrary)), .unavailable),
        (.mint(.unreachable(.refusedCertificate)), .tryLater), (.mint(.refused(refusal)), .failed),
        (.notAToken(.empty), .badData), (.locked, .failed), (.forged, .failed), (.unsettled(2), .tryLater),
        (.file(13), .cannotWrite), (.tooDear(fee: 3), .failed), (.insufficient(available: 1), .failed),
      ]
      for (failure, code) in expected {
        let trouble = WalletTrouble(failure)
        #expect(trouble.code == code, "\(failure)")
        #expect(!trouble.message.isEmpty && !trouble.message.contains("\u{1B}"))
      }
      #expect(WalletTrouble(.unsettled(2)).hint?.contains("settled") == true)
    }

    @Test(
      "H1: what can't be meant is a mistake with the way to write it, before any folder is touched",
      arguments: [
        ["coins"], ["send"], ["send", "0"], ["send", "-5x"], ["send", "5", "6"], ["topup"], ["topup", "5", "--resume"],
        ["drain"], ["drain", "--out", "x", "--all", "--keep", "1"], ["mints", "add"], ["mints", "drop", "http://x"],
        ["mints", "add", "ftp://x"], ["balance", "--offline"], ["reclaim", "one"], ["send", "5", "--mint", "x"],
      ])
    func mistakes(_ words: [String]) throws {
      let state = Program.scratch("wallet")
      let run = try Program.run(["wallet"] + words + ["--state", state])
      #expect(run.code == 64 && run.complaints.contains("\n  ") && run.output.isEmpty, "\(words): \(run.complaints)")
      #expect(throws: (any Error).self) { try FileManager.default.attributesOfItem(atPath: state) }
    }

    @Test("times are told in UTC, to the minute")
    func times() {
      #expect(WalletVoice.time(0) == "1970-01-01 00:00 UTC")
      #expect(WalletVoice.time(1_795_643_075) == "2026-11-25 21:44 UTC")
      #expect(WalletVoice.time(.max) == "\(Int64.max) s")
    }
  }
#endif
