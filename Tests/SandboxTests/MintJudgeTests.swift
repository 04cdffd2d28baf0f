import Testing
import TollGateCashu
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateWire

@testable import TollGateSandbox

@Suite struct MintJudgeTests {
  private static let url = "https://mint.example"

  private func token(_ wallet: MintWallet, _ proofs: [Proof]? = nil, mint: String = url, unit: String? = nil) throws
    -> [UInt8]
  {
    try Token(mint: mint, unit: unit ?? wallet.keyset.info.unit, proofs: proofs ?? wallet.proofs).text
  }

  private func funded(_ sats: UInt64, _ plan: KeysetPlan = KeysetPlan(inputFee: 100)) throws -> (MintWallet, MintJudge)
  {
    let mint = try SandboxMint(MintTerms(profile: .nuts, keysets: [plan]))
    var wallet = try MintWallet(mint)
    try wallet.fund(sats)
    return (wallet, MintJudge(Self.url, by: .to(mint)))
  }

  @Test(
    "C1: a gateway nets what the mint leaves, and a token is worth something once",
    arguments: KeysetPlan.IDVersion.allCases)
  func redeems(_ version: KeysetPlan.IDVersion) async throws {
    let (wallet, judge) = try funded(64, KeysetPlan(version: version, inputFee: 100))
    let token = try token(wallet)
    #expect(await judge.verdict(on: token) == .accepted(net: 63, mint: Self.url))
    #expect(await judge.verdict(on: token) == .refused(.spent))
    #expect(judge.takings == 63 && wallet.mint.sums(of: "sat").outstanding == 63 && wallet.mint.isBalanced)
  }

  @Test("C3: what the mint answers is told as the gateway's refusal, and money stays where it is")
  func refusals() async throws {
    let (wallet, judge) = try funded(64)
    let good = try token(wallet)
    let faults: [(MintFault, TokenVerdict)] = [
      (MintFault(.lost(.before), at: .keysets, times: 1), .refused(.mintUnreachable("mint unreachable"))),
      (MintFault(.status(429, .before), times: 1), .refused(.mintRateLimited)),
      (MintFault(.status(500, .before), at: .keys, times: 1), .refused(.mintUnreachable("mint answers with 500"))),
      (MintFault(.wrongKeys, times: 1), .refused(.failed("the keys of the mint are wrong"))),
      (MintFault(.status(503, .before), at: .swap, times: 1), .pending),
      (MintFault(.lost(.before), at: .swap, times: 1), .pending),
      (MintFault(.hang(.before), at: .swap, times: 1), .pending),
      (MintFault(.garbage(.before), at: .swap, times: 1), .pending),
      (MintFault(.pending, at: .swap, times: 1), .refused(.failed("could not swap proofs: proofs are pending."))),
    ]
    for (fault, verdict) in faults {
      wallet.mint.misbehave(fault)
      #expect(await judge.verdict(on: good) == verdict)
    }
    #expect(await judge.verdict(on: Array("cashuB".utf8)) == .refused(.malformed("notAToken")))
    let other = try token(wallet, mint: "https://other.example")
    #expect(await judge.verdict(on: other) == .refused(.mintNotAccepted("mint not accepted: https://other.example")))
    let usd = try token(wallet, unit: "usd")
    #expect(await judge.verdict(on: usd) == .refused(.mintNotAccepted("unit not accepted")))
    #expect(judge.takings == 0 && wallet.mint.sums(of: "sat").spent == 0)
    wallet.mint.misbehave(MintFault(.wrongDLEQ, at: .swap, times: 1))
    #expect(await judge.verdict(on: good) == .refused(.failed("the signatures of the mint are wrong")))
    #expect(judge.takings == 0)
  }

  @Test("C3: a token below its own fee, of an unknown keyset, expired or locked is refused by name")
  func tokens() async throws {
    let (poor, judge) = try funded(1)
    #expect(await judge.verdict(on: try token(poor)) == .refused(.belowSwapFee))
    var foreign = poor.proofs
    foreign[0].keyset = .legacy(0x00FF_FFFF_FFFF_FFFF)
    let unknown = try token(poor, foreign)
    #expect(await judge.verdict(on: unknown) == .refused(.failed("could not swap proofs: keyset unknown")))
    var locked = poor.proofs
    let secret = ProofSecret(#"["P2PK",{"nonce":"1","data":"02\#(String(repeating: "0", count: 63))1","tags":[]}]"#)
    locked[0].secret = try #require(secret)
    #expect(await judge.verdict(on: try token(poor, locked)) == .refused(.locked))
    let (wallet, other) = try funded(64, KeysetPlan(version: .legacy))
    wallet.mint.open(KeysetPlan(version: .legacy))
    wallet.mint.revise(wallet.keyset.info.id) { $0.finalExpiry = 1 }
    #expect(await other.verdict(on: try token(wallet)) == .refused(.keysetExpired))
  }

  @Test(
    "C1: a sandbox gateway sells for tokens of a sandbox mint over HTTP, for what is left of them, and says which one is spent"
  )
  func gateway() async throws {
    let server = try await SandboxMintServer.open(
      try SandboxMint(MintTerms(keysets: [KeysetPlan(inputFee: 1000)])))
    let url = "http://\(server.endpoint)"
    let judge = MintJudge(url, by: try #require(try MintDoor.to(url)))
    let prices = [GatewayBody.PriceTag(price: 2, mint: url, minimumSteps: 1)]
    let settings = SandboxSettings(SandboxTerms(prices: prices), judge: judge)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      defer { group.cancelAll() }
      try await running(settings) { buyer in
        var wallet = try MintWallet(server.mint)
        try wallet.fund(7)
        let paid = String(decoding: try token(wallet, mint: url), as: UTF8.self)
        #expect(await buyer.pay(paid).grant?.allotment == 2 * 60_000)
        #expect(await buyer.pay(paid).notice?.code == .tokenSpent)
        #expect(buyer.server.books.sum.sats == 4 && judge.takings == 4)
      }
      #expect(server.mint.sums(of: "sat").fees == 3 && server.mint.isBalanced)
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  @Test("C3: a mint that doesn't listen is unreachable, and the token as good as before")
  func nobody() async throws {
    let url = "http://127.0.0.1:1"
    let (wallet, _) = try funded(4)
    let judge = MintJudge(url, by: try #require(try MintDoor.to(url)))
    let token = try token(wallet, mint: url)
    #expect(await judge.verdict(on: token) == .refused(.mintUnreachable("mint unreachable")))
  }

  @Test("C1: only addresses can be reached, by plain HTTP, with a path or without")
  func doors() throws {
    for good in ["http://127.0.0.1", "http://localhost:3338/", "http://[::1]:80/cashu", "HTTP://10.0.0.1:1/a/b"] {
      #expect(try MintDoor.to(good) != nil)
    }
    for bad in [
      "https://127.0.0.1", "http://mint.example", "http://", "", "http://127.0.0.1:0x1", "http://127.0.0.1:99999",
    ] {
      #expect(try MintDoor.to(bad) == nil, "\(bad)")
    }
  }
}
