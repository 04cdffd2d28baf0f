#if Cashu
  import Foundation
  import Synchronization
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateCrypto
  import TollGateSandbox

  /// A wallet that lives through a tale. Whoever is outside keeps what they have redeemed.
  final class Life {
    struct Loss: Error, CustomStringConvertible { let description: String }

    private let tale: Tale
    private let mint: SandboxMint
    private let door: SandboxDoor
    private var folder = MemoryFolder()
    private var wallet: CashuWallet
    private var provider: CashuPaymentProvider
    private var payments: [OperationID] = []
    private var sent: [[UInt8]] = []
    private var troubles: [Deed] = []
    private var invoices: UInt64 = 0
    /// Made while something else was waiting for the mint.
    private let paidBeside = PaidBeside()
    /// Unspent and in other hands.
    private var outside: UInt64 = 0
    private static let limit = Interval.seconds(30)
    private static let url = WalletBench.url

    /// All lives have one seed: to make one takes longer than to live.
    static let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
    static let seed: KeptSeed = {
      guard let seed = WalletSeed(words: words) else { preconditionFailure("these are twelve words") }
      return KeptSeed(seed)
    }()

    init(_ tale: Tale) async throws {
      self.tale = tale
      let plan = KeysetPlan(version: tale.isLegacy ? .legacy : .current, inputFee: tale.fee, powers: 9)
      mint = try SandboxMint(
        MintTerms(
          profile: tale.seed.isMultiple(of: 2) ? .nuts : .nutshell, keysets: [plan], seed: Octets32(7, 7, 7, 7)))
      door = SandboxDoor([Life.url: mint])
      wallet = try await Life.open(folder, door)
      provider = CashuPaymentProvider(wallet)
      try await wallet.learn(Life.url, within: Life.limit)
    }

    private static func open(_ folder: MemoryFolder, _ door: SandboxDoor) async throws -> CashuWallet {
      let thread = try await WalletThread.open(folder: folder.path)
      try await thread.run { store throws(StoreFailure) in try store.set(.mnemonic, Array(words.utf8)) }
      return CashuWallet(thread, door, seed: seed) { 1_800_000_000 }
    }

    /// Through every deed, with the books right after each, and then to an end where nothing is open any more.
    func live() async throws {
      for (place, deed) in tale.deeds.enumerated() {
        await perform(deed, UInt64(place))
        try await audit("after \(place): \(deed)")
      }
      try await end()
    }

    private func audit(_ moment: String) async throws {
      let audit = try await Auditor.audit(wallet, mint)
      let outstanding = UInt64(mint.sums(of: "sat").outstanding)
      guard audit.all + outside == outstanding else {
        throw Loss(
          description: "\(moment): the mint has \(outstanding) outstanding, here are \(audit) and \(outside) outside")
      }
      guard audit.gone == 0 else { throw Loss(description: "\(moment): \(audit.gone) spent sats are called free") }
    }

    /// The mint is well again: within a few chores nothing is open.
    private func end() async throws {
      mint.behave()
      door.reach(true)
      door.serveLate()
      for _ in 0..<6 where try await wallet.funds(Life.url)?.wantsRecovery ?? false {
        // A payment that the mint is still about takes some questions.
        _ = try? await provider.recover()
      }
      for open in try await provider.unsettled() {
        let id = open.order.id
        if let settled = open.settled, settled.pending == .zero { continue }
        let settled = try await provider.settle(id, .takenBack, within: Life.limit)
        guard settled.all == open.prepared.gross, settled.pending == .zero else {
          throw Loss(description: "a payment of \(open.prepared.gross) is settled as \(settled)")
        }
      }
      _ = try await wallet.reclaim(within: Life.limit)
      _ = try await provider.recover()
      try await audit("at the end")
      let last = try await Auditor.audit(wallet, mint)
      let open = last.held.filter { ![0, 3, 4].contains($0.key) && $0.value > 0 }
      guard open.isEmpty, last.owed == 0, last.unchecked == 0 else {
        throw Loss(description: "at the end something is still open: \(last)")
      }
      guard try await wallet.free(Life.url) == last.held[0] ?? 0, mint.isBalanced else {
        throw Loss(description: "at the end the wallet and the mint don't agree on what is free: \(last)")
      }
    }

    /// A wallet may fail at anything, as long as the books are right.
    private func perform(_ deed: Deed, _ place: UInt64) async {
      if isTrouble(deed) { return }
      arm()
      for case .meanwhile(let endpoint, let other) in troubles { begin(other, place, while: endpoint) }
      for case .late(let count) in troubles { door.delay("/v1/swap", by: count) }
      _ = try? await attempt(deed, place)
      payments += paidBeside.take()
      door.forgetTroubles()
      troubles = []
      mint.behave()
      door.reach(true)
    }

    private func begin(_ deed: Deed, _ place: UInt64, while endpoint: MintEndpoint) {
      let (wallet, provider, paid, id) = (wallet, provider, paidBeside, payment)
      let taken: OperationID? = if case .takeBack(let number) = deed { id(number) } else { nil }
      door.meanwhile("/v1/\(endpoint.rawValue)") {
        switch deed {
        case .pay(let price):
          if let made = try? await provider.pay(1000 + place, price, within: Life.limit) {
            paid.add(made.id)
          }
        case .takeBack: if let taken { _ = try? await provider.settle(taken, .takenBack, within: Life.limit) }
        case .recover(let fee): _ = try? await provider.recover(feeLimit: fee)
        case .check: _ = try? await wallet.check(Life.url, .sat, within: Life.limit)
        default: try? await Life.chore(deed, provider)
        }
      }
    }

    /// Troubles are for the next deed that is none.
    private func isTrouble(_ deed: Deed) -> Bool {
      switch deed {
      case .fault, .outage, .late, .meanwhile: troubles.append(deed)
      default: return false
      }
      return true
    }

    private func arm() {
      for case .fault(let mishap, let endpoint, let times) in troubles {
        mint.misbehave(MintFault(mishap.act, at: endpoint, times: times))
      }
      door.reach(!troubles.contains(.outage))
    }

    /// With an honest mint, for somebody who is not this wallet.
    private func apart<Value>(_ body: () throws -> Value) rethrows -> Value {
      mint.behave()
      defer { arm() }
      return try body()
    }

    private func attempt(_ deed: Deed, _ place: UInt64) async throws {
      switch deed {
      case .fund(let amount, let isOnline): try await fund(amount, isOnline)
      case .send(let amount): sent.append(try await wallet.send(amount, of: Life.url, .sat, within: Life.limit).token)
      case .redeemSent: if let token = sent.popLast() { redeem(token) }
      case .receiveSent: if let token = sent.popLast() { _ = try await wallet.fund(token, within: Life.limit) }
      case .pay(let price): payments.append(try await provider.pay(place + 1, price, within: Life.limit).id)
      case .redeem(let number): if let id = payment(number) { redeem(try await provider.bearer(of: id).body) }
      case .release(let number): try await release(number)
      case .takeBack(let number):
        if let id = payment(number) { _ = try await provider.settle(id, .takenBack, within: Life.limit) }
      case .claimSpent(let number): try await claimSpent(number)
      case .forget:
        for open in try await provider.unsettled() where open.settled?.pending == .zero {
          try await provider.forget(open.order.id)
        }
      case .topUp(let amount): try await topUp(amount)
      case .melt(let amount): try await melt(amount)
      case .reclaim: _ = try await wallet.reclaim(within: Life.limit)
      case .restore: _ = try await wallet.restore(of: Life.url, within: Life.limit)
      case .check: _ = try await wallet.check(Life.url, .sat, within: Life.limit)
      case .crash: try await crash()
      case .makeChange, .rotate, .recover: try await Life.chore(deed, provider)
      case .mintRotates(let fee):
        mint.rotate(to: KeysetPlan(version: tale.isLegacy ? .legacy : .current, inputFee: fee, powers: 9))
      case .fault, .outage, .late, .meanwhile: break
      }
    }

    private static func chore(_ deed: Deed, _ provider: CashuPaymentProvider) async throws {
      switch deed {
      case .makeChange(let price):
        let chore = Chore.makeChange(mint: Life.url, unit: .sat, payment: Sats(price), count: 3)
        _ = try await provider.perform(chore, feeLimit: Sats(8), within: Life.limit)
      case .rotate(let fee):
        _ = try await provider.perform(.rotate(mint: Life.url, unit: .sat), feeLimit: Sats(fee), within: Life.limit)
      case .recover(let fee): _ = try await provider.recover(feeLimit: fee)
      default: break
      }
    }

    private func payment(_ number: UInt64) -> OperationID? {
      payments.isEmpty ? nil : payments[payments.count - 1 - Int(number) % payments.count]
    }

    private func fund(_ amount: UInt64, _ isOnline: Bool) async throws {
      let issuer = try Issuer(mint)
      guard let parts = issuer.keyset.keys.split(Amount(amount)) else { return }
      let token = try apart { try issuer.token(parts.map(\.value), url: Life.url) }
      outside += amount
      let taken = { self.outside -= amount }
      do throws(WalletFailure) {
        _ = try await wallet.fund(token.text, within: isOnline ? Life.limit : .zero)
        taken()
      } catch {
        // Whatever has failed, the token is on disk first.
        taken()
        throw error
      }
    }

    private func redeem(_ token: [UInt8]) {
      guard let read = try? Token.read(token), let issuer = try? Issuer(mint),
        let net = try? apart({ try issuer.redeem(read) })
      else { return }
      outside += net
    }

    private func isRedeemed(_ id: OperationID) async throws -> Bool {
      let token = try Token.read(try await provider.bearer(of: id).body)
      return token.proofs.contains { mint.state(of: $0.secret) == .spent }
    }

    /// Only what has never left is released, and only what was redeemed is called spent.
    private func release(_ number: UInt64) async throws {
      guard let id = payment(number), try await !isRedeemed(id) else { return }
      _ = try await provider.settle(id, .released, within: Life.limit)
      // It has never left: nobody has a token that could be redeemed.
      payments.removeAll { $0 == id }
    }

    private func claimSpent(_ number: UInt64) async throws {
      guard let id = payment(number), try await isRedeemed(id) else { return }
      _ = try await provider.settle(id, .spent, within: Life.limit)
    }

    private func topUp(_ amount: UInt64) async throws {
      let quote = try await wallet.requestTopUp(amount, of: Life.url, .sat, within: Life.limit)
      _ = try await wallet.collect(quote.id, within: Life.limit)
    }

    private func melt(_ amount: UInt64) async throws {
      invoices += 1
      let letters = Array("qpzry9x8gf")
      let name = String(String(invoices).compactMap(\.wholeNumberValue).map { letters[$0] })
      let invoice = "lnbcrt\(amount)0n1" + String(repeating: "q", count: 20 - name.count) + name
      let quote = try await wallet.quoteMelt(invoice, of: Life.url, .sat, within: Life.limit)
      _ = try await wallet.melt(quote.quote, reserve: quote.reserve, feeLimit: 20, within: Life.limit)
    }

    /// Loss of power: what is on the disk is all that there is.
    private func crash() async throws {
      let copy = MemoryFolder()
      try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
      folder = copy
      wallet = try await Life.open(copy, door)
      provider = CashuPaymentProvider(wallet)
    }
  }

  final class PaidBeside: Sendable {
    private let paid = Mutex<[OperationID]>([])

    func add(_ id: OperationID) { paid.withLock { $0.append(id) } }

    func take() -> [OperationID] {
      paid.withLock { paid in
        defer { paid = [] }
        return paid
      }
    }
  }

  /// A folder that lies in memory, where there is such a place.
  final class MemoryFolder: Sendable {
    let path: String

    init() {
      let shared = FileManager.default.isWritableFile(atPath: "/dev/shm")
      path = (shared ? "/dev/shm" : NSTemporaryDirectory()) + "/tollgate-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }
#endif
