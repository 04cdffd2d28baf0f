#if Cashu
  import Foundation
  import Synchronization
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateDriverContracts

  /// A wallet on disk without any mint: what redeems tokens knows the secrets that it has seen, and takes a fee.
  final class HeldBench: PaymentProviderBench {
    let mint = Coins.mint
    let unit = CurrencyUnit.sat
    let limit = Interval.milliseconds(200)
    private let fee: UInt64
    private let folder = TestFolder()
    private let life = Mutex(Life())

    private struct Life {
      var number = 0
      var thread: WalletThread?
      var redeemed: Set<ProofSecret> = []
    }

    init(fee: UInt64 = 0) { self.fee = fee }

    func open() async throws(BenchFailure) -> any PaymentProvider {
      let path = life.withLock { folder.path + "-\($0.number)" }
      do {
        let thread = try await WalletThread.open(folder: path)
        life.withLock { $0.thread = thread }
        return CashuPaymentProvider(thread)
      } catch {
        throw BenchFailure("\(error)")
      }
    }

    /// What lies on the disk at this moment goes on in another folder; the old wallet never hears of it.
    func crash() async throws(BenchFailure) {
      let (old, new) = life.withLock { life in
        life.number += 1
        return (folder.path + "-\(life.number - 1)", folder.path + "-\(life.number)")
      }
      do { try FileManager.default.copyItem(atPath: old, toPath: new) } catch { throw BenchFailure("\(error)") }
    }

    func close() async {
      let last = life.withLock { life in
        life.thread = nil
        return life.number
      }
      for number in 0...last { try? FileManager.default.removeItem(atPath: folder.path + "-\(number)") }
    }

    func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) async throws(BenchFailure) {
      do {
        let thread = life.withLock { $0.thread }
        let (proofs, fee) = (try Coins.proofs(amounts), fee)
        try await thread?.run { store throws(StoreFailure) in
          let mint = try store.addMint(Coins.mint)
          let info = KeysetInfo(id: Coins.keyset, unit: "sat", inputFee: fee)
          try store.insert(proofs, keyset: store.put(info, keys: nil, of: mint), .free)
        }
      } catch {
        throw BenchFailure("\(error)")
      }
    }

    func redeem(_ bearer: Bearer) async throws(BenchFailure) -> Sats {
      do {
        let token = try Token.read(bearer.body)
        let secrets = Set(token.proofs.map(\.secret))
        let isNew = life.withLock { life in
          defer { life.redeemed.formUnion(secrets) }
          return life.redeemed.isDisjoint(with: secrets)
        }
        let kept = InputFee.of(inputs: secrets.count, partsPerThousand: fee) ?? .zero
        return isNew ? Sats(token.amount.value) - Sats(kept.value) : .zero
      } catch {
        throw BenchFailure("\(error)")
      }
    }

    func reach(_ reachable: Bool) async throws(BenchFailure) {}
    func silence() async throws(BenchFailure) {}
    func requests() async -> Int { 0 }
  }
#endif
