#if Cashu && Sandbox
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateHost
  import TollGateLinux
  import TollGateTestNetwork

  /// What `tollgate wallet` does when something is in its way, and what it never says.
  @Suite struct WalletSafetyTests {
    @Test("E5: a folder that another process works in is refused with 75, and nothing in it is touched")
    func locked() throws {
      let home = try WalletHome()
      try home.fill(5)
      let folder = try StateFolder(home.path("wallet"))
      let run = try home.run("balance")
      #expect(run.code == 75 && run.complaints.contains("another process") && run.output.isEmpty)
      withExtendedLifetime(folder) {}
    }

    @Test("E5: a folder that can't be made is refused with 73 and the way out of it")
    func noFolder() throws {
      let run = try Program.run("wallet", "balance", "--state", "/proc/nowhere")
      #expect(run.code == 73 && run.complaints.contains("--state"))
    }

    @Test("F5: what isn't a token ends with 65, what can't be read with 66, and neither is repeated")
    func badTokens() throws {
      let home = try WalletHome()
      for wrong in ["cashuBo2F0gaJhaUgBjBaYu", "cashuC123", "cashuAe30"] {
        let run = try home.run("fund", wrong)
        #expect(run.code == 65 && run.complaints.contains("no token") && !run.complaints.contains(wrong), "\(wrong)")
      }
      #expect(try home.run("fund", "-", input: String(repeating: "cashuB", count: 1 << 18)).code == 65)
      #expect(try home.run("fund", home.path("nothing")).code == 66)
      #expect(try home.run("import", home.path("nothing")).code == 66)
    }

    @Test("F7: a mint's address from a token can't steer a terminal")
    func escapes() throws {
      let home = try WalletHome()
      try home.fill(10)
      let token = try Token.read(try home.send(2))
      let hostile = try Token(mint: "http://x\u{1B}]0;owned\u{7}/\r\n", unit: "s\u{1B}[2J", proofs: token.proofs)
      let run = try home.run("fund", String(decoding: hostile.text, as: UTF8.self), "--offline", wallet: "other")
      for text in [run.output, run.complaints, try home.run("balance", wallet: "other").output] {
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" } && !text.contains("\n/"))
      }
    }

    @Test("E5: a token that can't be printed is kept, and comes back")
    func fullOutput() throws {
      let home = try WalletHome()
      try home.fill(20)
      let process = Process()
      process.executableURL = Program.path
      process.arguments = ["wallet", "send", "8", "--state", home.path("wallet")]
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      let complaints = Pipe()
      process.standardError = complaints
      try process.run()
      let text = String(decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 73 && text.contains("reclaim 1"))
      #expect(try home.run("reclaim", "1", "--yes").code == 0)
      #expect(try home.purse()["available"] == 20)
    }

    @Test("E5: on a full disk nothing is taken in, and nothing that was there is lost")
    func fullDisk() throws {
      let home = try WalletHome()
      try home.fill(20)
      let token = try home.send(3)
      try home.fill(9, wallet: "other")
      let before = try home.purse("other")
      // Blocks of 512 bytes: the log has no room left. Without the signal, writing beyond it fails like a full disk.
      let script = #"trap '' XFSZ; ulimit -f 1; exec "$0" wallet fund "$1" --state "$2""#
      let run = try ChildRun(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script, Program.path.path, token, home.path("other")],
        input: .nullDevice)
      #expect(run.code == 73 && run.output.isEmpty, "\(String(decoding: run.complaints, as: UTF8.self))")
      #expect(try home.purse("other") == before)
      #expect(try home.run("fund", token, wallet: "other").code == 0)
    }

    @Test("F2: a swap whose answer is lost ends with 75, and check brings the money back to the sat")
    func lostAnswer() async throws {
      let home = try WalletHome()
      try home.fill(20)
      try await home.order(
        #"{"misbehave": [{"act": "lost", "moment": "after", "endpoint": "swap"}, {"act": "lost", "endpoint": "restore"}, {"act": "lost", "endpoint": "checkstate"}]}"#
      )
      let lost = try home.run("send", "3", "--mint", home.url, "--within", "10", isSecret: true)
      #expect(lost.code == 75 && lost.output.isEmpty && lost.complaints.contains("wallet check"))
      #expect(try home.purse()["underway"] ?? 0 > 0)
      try await home.order(#"{"behave": true}"#)
      #expect(try home.run("check").code == 0)
      let purse = try home.purse()
      #expect(purse["available"] == 20 && purse["underway"] == 0)
    }

    #if DEBUG
      @Test("E4: killed at any moment of a command, what it was about is there to be finished by the next one")
      func killed() throws {
        let home = try WalletHome()
        try home.killed(at: "afterQuoteStored", ["topup", "300", "--mint", home.url])
        try home.killed(at: "afterMintAnswered", ["topup", "--resume"])
        let resumed = try home.run("topup", "--resume", "--wait", "60")
        #expect(resumed.code == 0 && resumed.output.contains("300 sat"))
        #expect(try home.purse()["available"] == 300)
        try home.killed(at: "afterSwapAnswered", ["send", "3", "--mint", home.url])
        #expect(try home.run("check").code == 0)
        #expect(try home.purse()["available"] == 300)
        try home.killed(at: "afterSendNoted", ["send", "44", "--mint", home.url])
        #expect(try home.purse()["handedOut"] == 44)
        #expect(try home.run("reclaim", "--yes").output.contains("44 came back"))
        try home.killed(at: "afterDrainWritten", ["drain", "--all", "--out", home.path("tokens"), "--yes"])
        try home.killed(at: "afterFundStored", ["fund", home.path("tokens")], wallet: "other")
        #expect(try home.run("check", wallet: "other").code == 0)
        #expect(try home.purse("other")["available"] == 300)
        #expect(try home.json(["reclaim", "--yes"])["redeemed"] as? Int == 300)
      }
    #endif

    @Test("F5: a top-up whose answer is lost is fetched while it waits")
    func lostTopUp() async throws {
      let home = try WalletHome()
      try await home.order(#"{"misbehave": [{"act": "lost", "moment": "after", "endpoint": "mint", "times": 1}]}"#)
      let run = try home.run("topup", "40", "--mint", home.url, "--wait", "60")
      #expect(run.code == 0 && run.output.contains("40 sat"), "\(run)")
      #expect(try home.purse()["available"] == 40)
    }

    @Test("F5: the words bring the money back in another folder; then the first wallet hears that it is gone")
    func restored() throws {
      let home = try WalletHome("--fee", "100")
      try home.fill(100)
      _ = try home.send(21)
      let hidden = try home.run("check", "--show-words")
      #expect(hidden.code == 64 && hidden.output.isEmpty)
      let words = try home.run("check", "--show-words", "--yes", isSecret: true).output
      #expect(words.split(whereSeparator: \.isWhitespace).count == 12)
      let run = try home.run("restore", "--mint", home.url, "--progress", wallet: "other", input: words)
      #expect(run.code == 0 && run.complaints.contains("found") && run.output.contains("98 came back"), "\(run)")
      #expect(try home.purse("other")["available"] == 98)
      let gone = try home.run("check")
      #expect(gone.code == 1 && gone.output.contains("78 SPENT BY SOMEBODY ELSE"))
      let others = String(repeating: "abandon ", count: 11) + "about"
      let refused = try home.run("restore", "--mint", home.url, wallet: "other", input: others)
      #expect(refused.code == 1 && refused.complaints.contains("new folder"))
      let wrong = try home.run("restore", "--mint", home.url, wallet: "third", input: "zebra " + words)
      #expect(wrong.code == 65 && !wrong.complaints.contains("zebra"))
      #expect(!FileManager.default.fileExists(atPath: home.path("third")))
    }

    @Test("F7: a whole life of a wallet says no secret but where it was asked to")
    func silent() throws {
      let home = try WalletHome()
      try home.fill(100)
      var secrets: [String] = []
      let tokens = try [21, 8, 5, 3].map { try home.send($0) }
      try home.run("fund", tokens[0], wallet: "other")
      try home.run("fund", tokens[0], wallet: "third")
      try home.run("fund", tokens[1] + "x", wallet: "other")
      try home.run("fund", tokens[1], "--offline", wallet: "other")
      let list = home.path("list")
      try Data(tokens.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
      try home.run("import", list, "--progress", wallet: "third")
      try home.run("reclaim", "--yes")
      try home.run("drain", "--all", "--out", home.path("drained"), "--yes")
      let drained = try String(contentsOfFile: home.path("drained"), encoding: .utf8)
      for token in tokens + drained.split(separator: "\n").map(String.init) {
        secrets.append(token)
        for proof in try Token.read(token).proofs { secrets += [proof.secret.text, "\(proof.signature)"] }
      }
      let words = try home.run("check", "--show-words", "--yes", isSecret: true).output
      secrets.append(words.trimmingCharacters(in: .newlines))
      try home.run("restore", "--mint", home.url, "--progress", "--json", wallet: "fourth", input: words)
      for verb in ["balance", "history", "mints", "check"] {
        for wallet in ["wallet", "other", "third", "fourth"] {
          try home.run(verb, wallet: wallet)
          try home.run(verb, "--json", wallet: wallet)
        }
      }
      #expect(secrets.count > 20 && home.said.count > 2000)
      for secret in secrets { #expect(!home.said.contains(secret)) }
    }
  }
#endif
