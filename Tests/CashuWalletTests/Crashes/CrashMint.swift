#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateSandbox
  import TollGateTestMint

  /// Sats, by a mint's own word.
  struct CrashBooks: Hashable, Sendable {
    var issued: UInt64 = 0
    var outstanding: UInt64 = 0
    var paidOut: UInt64 = 0

    static func - (later: CrashBooks, earlier: CrashBooks) -> CrashBooks {
      CrashBooks(
        issued: later.issued - earlier.issued, outstanding: later.outstanding - earlier.outstanding,
        paidOut: later.paidOut - earlier.paidOut)
    }
  }

  /// A mint before which wallets are killed. Nobody else uses it.
  protocol CrashMint: Sendable {
    var name: String { get }
    var url: MintURL { get }
    /// Where it takes orders, if it does.
    var control: UInt16? { get }
    func books() async throws -> CrashBooks
    /// Somebody else's, for 5 sat.
    func invoice() async throws -> String
  }

  /// A new one for each story, which ends its keyset.
  struct SandboxCrashMint: CrashMint {
    let name = "sandbox"
    let mint: SandboxMint
    let server: SandboxMintServer

    init() async throws {
      mint = try SandboxMint(MintTerms(keysets: [KeysetPlan(inputFee: 100, powers: 10)]))
      server = try await SandboxMintServer.open(mint)
    }

    var url: MintURL { MintURL("http://127.0.0.1:\(server.endpoint.port)") }
    var control: UInt16? { server.controlEndpoint.port }

    func books() async throws -> CrashBooks {
      let sums = mint.sums(of: "sat")
      guard mint.isBalanced else { throw BenchTrouble("the mint's books don't balance") }
      return CrashBooks(
        issued: UInt64(sums.issued), outstanding: UInt64(sums.outstanding), paidOut: UInt64(sums.paidOut))
    }

    func invoice() async throws -> String { "lnbcrt50n1qqqqqqqqqqqqqqqqqqqqqq" }
  }

  /// One real mint for all stories, and another one whose invoices it pays.
  struct NutshellCrashMint: CrashMint {
    let name = "nutshell"
    private let mint: NutshellMint
    private let payee: MintCustomer

    init() async throws {
      mint = try await NutshellMint(NutshellMint.Terms(fee: 100))
      let other = try await NutshellMint.shared(NutshellMint.Terms(paysInvoices: false))
      payee = try await MintCustomer(MintClient(HTTPMintTransport(try HTTPClient())), at: other.url)
    }

    var url: MintURL { mint.url }
    var control: UInt16? { nil }

    func books() async throws -> CrashBooks {
      let books = try await mint.books()
      return CrashBooks(issued: books.issued, outstanding: books.outstanding, paidOut: books.paidOut)
    }

    func invoice() async throws -> String {
      let request = MintQuoteRequest(amount: Amount(5), unit: "sat")
      return try await payee.client.mintQuote(request, at: payee.url, within: MintCustomer.limit).request
    }
  }

  struct BenchTrouble: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
#endif
