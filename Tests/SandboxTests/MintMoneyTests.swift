import Testing
import TollGateCashu
import TollGateCrypto

@testable import TollGateSandbox

@Suite struct MintMoneyTests {
  static let plans = KeysetPlan.IDVersion.allCases.flatMap { version in
    [UInt64(0), 100].map { KeysetPlan(version: version, inputFee: $0) }
  }

  @Test("F1: money is minted and swapped, each signature with its proof, and the books balance", arguments: plans)
  func mintAndSwap(_ plan: KeysetPlan) throws {
    let mint = try SandboxMint(MintTerms(keysets: [plan]))
    var wallet = try MintWallet(mint)
    try wallet.fund(1000)
    let inputs = wallet.proofs
    #expect(wallet.balance == 1000 && inputs.allSatisfy { $0.evidence(under: wallet.keyset.keys) == .signedByMint })
    try wallet.swapAll()
    let fee = plan.inputFee == 0 ? UInt64(0) : 1
    #expect(wallet.balance == 1000 - fee)
    let sums = mint.sums(of: "sat")
    #expect(sums.issued == 1000 && sums.fees == UInt128(fee) && sums.outstanding == UInt128(1000 - fee))
    #expect(mint.isBalanced)
    #expect(inputs.allSatisfy { mint.state(of: $0.secret) == .spent })
    #expect(wallet.proofs.allSatisfy { mint.state(of: $0.secret) == .unspent })
  }
}
