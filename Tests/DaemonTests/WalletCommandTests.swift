import Foundation
import Testing
import TollGateCashu
import TollGateLinux

#if Cashu && Sandbox
  /// `tollgate wallet`, as a person or a script uses it, before `tollgate sandbox mint`.
  @Suite struct WalletCommandTests {
    @Test("F5: topped up, sent, funded elsewhere: the money is where it was told to be, fees counted")
    func roundTrip() throws {
      let home = try WalletHome("--fee", "100")
      try home.fill(100)
      #expect(try home.purse()["available"] == 100)
      let token = try home.send(21)
      #expect(try Token.read(token).amount.value == 21)
      let purse = try home.purse()
      #expect(purse["available"] == 78 && purse["handedOut"] == 21)
      let funded = try home.json(["fund", token], wallet: "other")
      #expect(funded["state"] as? String == "swapped" && funded["mintWasKnown"] as? Bool == false)
      #expect(funded["amount"] as? Int == 20 && funded["fee"] as? Int == 1)
      #expect(try home.purse("other")["available"] == 20)
      let entries = try #require(try home.json(["history"])["entries"] as? [NSDictionary])
      #expect(entries.map { $0["kind"] as? String } == ["sent", "toppedUp"])
      #expect(entries.map { $0["amount"] as? Int } == [21, 100])
      let words = try home.run("history", "--last", "1")
      #expect(words.output.contains("sent 21 sat, fee 1") && !words.output.contains("topped up"))
    }

    @Test("F5: a token is taken from an operand, a file and standard input; a second time it is known")
    func waysIn() throws {
      let home = try WalletHome()
      try home.fill(30)
      let tokens = try [1, 2, 4].map { try home.send($0) }
      let file = home.path("token")
      try Data((tokens[1] + "\n").utf8).write(to: URL(fileURLWithPath: file))
      #expect(try home.run("fund", "cashu:" + tokens[0], wallet: "other").output.contains("swapped"))
      #expect(try home.run("fund", file, wallet: "other").code == 0)
      #expect(try home.run("fund", "-", wallet: "other", input: tokens[2]).code == 0)
      #expect(try home.purse("other")["available"] == 7)
      let again = try home.run("fund", tokens[0], wallet: "third")
      #expect(again.code == 1 && again.complaints.contains("spent this token already") && again.output.isEmpty)
    }

    @Test(
      "F5: offline, a token of a stranger is unchecked, one of a known keyset is stored and can be paid; nobody is asked"
    )
    func offline() throws {
      let home = try WalletHome()
      try home.fill(30)
      let tokens = try [8, 5, 2].map { try home.send($0) }
      home.mint.kill()
      let stranger = try home.run("fund", tokens[0], "--offline", wallet: "other")
      #expect(stranger.code == 0 && stranger.output.contains("unchecked") && stranger.output.contains("not known"))
      let known = try home.run("fund", tokens[0], "--offline", wallet: "other")
      #expect(known.code == 1 && known.complaints.contains("in the wallet already"))
      try home.reopenMint()
      #expect(try home.run("check", wallet: "other").output.contains("8 sat unspent"))
      home.mint.kill()
      let stored = try home.run("fund", tokens[1], "--offline", wallet: "other")
      #expect(stored.output.contains("stored") && stored.output.contains("was not asked"))
      let absent = try home.run("fund", tokens[2], "--within", "5", wallet: "other")
      #expect(absent.code == 0 && absent.output.contains("did not answer"))
      #expect(try home.run("send", "5", "--offline", wallet: "other", isSecret: true).code == 0)
      let split = try home.run("send", "1", "--offline", wallet: "other", isSecret: true)
      #expect(split.code == 1 && split.complaints.contains("without --offline") && split.output.isEmpty)
      let purse = try home.purse("other")
      #expect(purse["available"] == 10 && purse["handedOut"] == 5)
    }

    @Test("F5: an invoice that isn't paid in time is on disk, and waiting goes on with --resume")
    func resumed() throws {
      let home = try WalletHome("--polls", "6")
      let first = try home.run("topup", "50", "--mint", home.url, "--wait", "0")
      #expect(first.code == 75 && first.output.contains("lnbc") && first.output.contains("--resume"))
      let lines = try home.run("topup", "--resume", "--json", "--progress").output.split(separator: "\n")
      #expect(lines.count >= 3 && lines.last?.contains(#""paid":true"#) == true)
      #expect(lines.first?.contains("lnbc") == true)
      #expect(try home.purse()["available"] == 50)
      #expect(try home.run("topup", "--resume").output == "no invoice is open\n")
    }

    @Test("F4: drain asks first, keeps what renewals cost, writes a file for its owner alone, and never over another")
    func drained() throws {
      let home = try WalletHome()
      try home.fill(300)
      let file = home.path("tokens")
      let unasked = try home.run("drain", "--out", file)
      #expect(unasked.code == 64 && unasked.complaints.contains("--yes"))
      #expect(!FileManager.default.fileExists(atPath: file))
      let drained = try home.json(["drain", "--out", file, "--keep", "100", "--yes"])
      #expect((drained["drained"] as? [NSDictionary])?.first?["amount"] as? Int == 44)
      #expect((drained["stay"] as? [NSDictionary])?.first?["amount"] as? Int == 256)
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let over = try home.run("drain", "--all", "--out", file, "--yes")
      #expect(over.code == 73 && over.complaints.contains("exists"))
      #expect(try home.purse()["available"] == 256)
      let none = try home.run("drain", "--out", home.path("none"), "--yes")
      #expect(none.output.contains("nothing was drained\n256 sat"))
      #expect(none.code == 0 && !FileManager.default.fileExists(atPath: home.path("none")))
      let imported = try home.json(["import", file], wallet: "other")
      #expect(imported["received"] as? Int == 1)
      #expect(try home.purse("other")["available"] == 44)
    }

    @Test("F5: reclaim fetches back what nobody has redeemed, and says what somebody has")
    func reclaimed() throws {
      let home = try WalletHome()
      try home.fill(30)
      let (taken, _) = (try home.send(8), try home.send(5))
      #expect(try home.run("fund", taken, wallet: "other").code == 0)
      #expect(try home.run("reclaim").code == 64)
      #expect(try home.run("reclaim", "77", "--yes").complaints.contains("'tollgate wallet balance' lists"))
      let sum = try home.json(["reclaim", "--yes"])
      #expect(sum["returned"] as? Int == 5 && sum["redeemed"] as? Int == 8)
      let purse = try home.purse()
      #expect(purse["available"] == 22 && purse["handedOut"] == 0)
    }

    @Test(
      "F5: import says line by line what has come of a list of the Go module's, and what is wrong keeps nothing waiting"
    )
    func imported() throws {
      let home = try WalletHome()
      try home.fill(30)
      let (good, spent) = (try home.send(8), try home.send(5))
      #expect(try home.run("fund", spent, wallet: "third").code == 0)
      let list = home.path("tokens-to-recover.txt")
      let lines = ["2025-03-01T10:00:00Z | \(home.url) | \(spent) | err", "scrap", "", "x | y | \(good) | z"]
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: list))
      let run = try home.run("import", list, wallet: "other")
      #expect(run.code == 1 && run.output.contains("line 1: somebody has spent this token already"))
      #expect(run.output.contains("line 2: no token") && run.output.contains("line 4: 8 sat"))
      #expect(run.output.contains("1 of 3 lines came in"))
      #expect(try home.purse("other")["available"] == 8)
    }

    @Test("F5: mints are listed with their keysets and health; one that doesn't answer is noted all the same")
    func mints() throws {
      let home = try WalletHome("--fee", "7")
      #expect(try home.run("mints", "add", home.url).output.contains("sat, signs, fee 7 for 1000 proofs"))
      home.mint.kill()
      let absent = try home.run("mints", "add", "http://127.0.0.1:9", "--within", "5")
      #expect(absent.code == 75 && absent.complaints.contains("try again"))
      let mints = try #require(try home.json(["mints"])["mints"] as? [NSDictionary])
      #expect(mints.map { $0["mint"] as? String } == [home.url, "http://127.0.0.1:9"])
      #expect((mints[0]["keysets"] as? [NSDictionary])?.first?["hasKeys"] as? Bool == true)
      #expect(mints[1]["failure"] as? String != nil)
    }
  }
#elseif !Cashu
  @Suite struct WalletCommandTests {
    @Test("H8: without the wallet, the command names the trait that brings it and ends with 69")
    func unavailable() throws {
      let run = try Program.run("wallet", "balance")
      #expect(run.code == 69 && run.complaints.contains("Cashu"))
    }
  }
#endif
