#if Cashu
  import Foundation
  import Synchronization
  import Testing
  import TollGateCashuWallet
  import TollGateCore
  import TollGateDriverContracts
  import TollGateSandbox

  /// The real provider, with the sandbox mint on the other side.
  final class CashuProviderBench: PaymentProviderBench {
    private let bench: WalletBench
    private let folders = Mutex<[TestFolder]>([])
    /// The wallet that is open, and the provider made of it.
    private let wallet = Mutex<CashuWallet?>(nil)

    init(fee: UInt64) throws(BenchFailure) {
      do { bench = try WalletBench(fee: fee, profile: .nutshell) } catch { throw BenchFailure("no mint: \(error)") }
      folders.withLock { $0 = [bench.folder] }
    }

    var mint: MintURL { WalletBench.url }
    var unit: CurrencyUnit { .sat }
    var limit: Interval { .milliseconds(150) }

    func open() async throws(BenchFailure) -> any PaymentProvider {
      do {
        wallet.withLock { $0 = nil }
        let folder = try #require(folders.withLock { $0.last })
        let opened = try await CashuWallet.open(folder: folder.path, bench.door) { 1_800_000_000 }
        wallet.withLock { $0 = opened }
        return CashuPaymentProvider(opened)
      } catch {
        throw BenchFailure("no wallet: \(error)")
      }
    }

    /// The files as they are now, elsewhere: whoever has them open has nothing to do with the copy.
    func crash() async throws(BenchFailure) {
      do {
        let copy = TestFolder()
        let old = try #require(folders.withLock { $0.last })
        try FileManager.default.copyItem(atPath: old.path, toPath: copy.path)
        folders.withLock { $0.append(copy) }
      } catch {
        throw BenchFailure("no copy: \(error)")
      }
    }

    func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) async throws(BenchFailure) {
      do {
        let open = try #require(wallet.withLock { $0 })
        try await bench.fund(open, amounts)
      } catch {
        throw BenchFailure("no money: \(error)")
      }
    }

    func reach(_ reachable: Bool) { bench.door.reach(reachable) }
    func silence() { bench.door.silence() }
    func requests() -> Int { bench.door.requests.count }

    func redeem(_ bearer: Bearer) async throws(BenchFailure) -> Sats {
      do { return Sats(try bench.redeem(bearer.body)) } catch { throw BenchFailure("no token: \(error)") }
    }
  }

  @Suite("The laws of payment providers, kept by the real one", .timeLimit(.minutes(5)))
  struct ProviderLawTests {
    @Test("I2, F: the wallet keeps every law of its port", arguments: [0, 100] as [UInt64])
    func laws(fee: UInt64) async {
      for law in Laws.paymentProvider {
        let violations = await law.check(within: .seconds(60)) { () throws(BenchFailure) in
          try CashuProviderBench(fee: fee)
        }
        #expect(violations == [])
      }
    }
  }
#endif
