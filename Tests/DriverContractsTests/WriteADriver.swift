import Synchronization
import Testing
import TollGateCore
import TollGateDriverContracts

/// What the provider must still know after a loss of power.
struct Book: Sendable {
  struct Cheque: Sendable {
    var payment: OpenPayment
    var verdict: Verdict?
    var number: UInt64 { payment.prepared.fingerprint.value }
  }

  var balance = Sats.zero
  var cheques: [Cheque] = []

  func index(of id: OperationID) throws(PaymentFailure) -> Int {
    guard let index = cheques.firstIndex(where: { $0.payment.order.id == id }) else { throw .conflict }
    return index
  }
}

/// Pays with cheques on an account at a bank. It draws them itself, so that paying needs no bank in reach.
final class ChequeProvider: PaymentProvider {
  private let bank: Bank
  private let drawer: Drawer
  private let book: Mutex<Book>
  private let watchers = Mutex<[UInt64: AsyncStream<Void>.Continuation]>([:])

  init(bank: Bank, drawer: Drawer) {
    self.bank = bank
    self.drawer = drawer
    book = Mutex(drawer.load())
  }

  /// The one way to change anything: it is on disk before anybody hears of it, or it has not happened.
  func change<Value: Sendable>(
    _ edit: (inout Book) throws(PaymentFailure) -> Value
  ) throws(PaymentFailure) -> Value {
    let value = try book.withLock { book throws(PaymentFailure) in
      var edited = book
      let value = try edit(&edited)
      guard drawer.save(edited) else { throw .notWritable }
      book = edited
      return value
    }
    for watcher in watchers.withLock({ $0 }).values { watcher.yield() }
    return value
  }

  @concurrent func quote(_ request: QuoteRequest) async throws(PaymentFailure) -> Quote {
    let balance = book.withLock { $0.balance }
    let price = max(request.offer.price.count, 1)
    guard balance.count / price >= request.fewest else { throw .insufficient(available: balance) }
    let steps = min(request.most, balance.count / price, request.limit.count / price)
    guard steps >= request.fewest else { throw .noExactChange }
    return Quote(steps: steps, gross: Sats(steps * price), fee: .zero, overpaid: .zero, needsMint: false)
  }

  @concurrent func prepare(
    _ order: PaymentOrder, within limit: Interval
  ) async throws(PaymentFailure) -> PreparedPayment {
    if Task.isCancelled { throw .cancelled }
    return try change { book throws(PaymentFailure) in
      if let known = book.cheques.first(where: { $0.payment.order.id == order.id })?.payment {
        guard known.order == order else { throw .conflict }
        return known.prepared
      }
      guard order.net <= book.balance else { throw .insufficient(available: book.balance) }
      guard order.net <= order.limit else { throw .noExactChange }
      book.balance -= order.net
      let prepared = PreparedPayment(
        id: order.id, gross: order.net, fee: .zero, fingerprint: Fingerprint(.random(in: 1...(.max))))
      book.cheques.append(Book.Cheque(payment: OpenPayment(order: order, prepared: prepared)))
      return prepared
    }
  }

  @concurrent func bearer(of id: OperationID) async throws(PaymentFailure) -> Bearer {
    let cheque = try book.withLock { book throws(PaymentFailure) in book.cheques[try book.index(of: id)] }
    return Bearer(secret: Array("\(cheque.number) \(cheque.payment.prepared.gross.count)".utf8))
  }

  @concurrent func unsettled() async throws(PaymentFailure) -> [OpenPayment] {
    book.withLock { $0.cheques.map(\.payment) }
  }

  @concurrent func inspect(
    _ id: OperationID, within limit: Interval
  ) async throws(PaymentFailure) -> ProofTally {
    let cheque = try book.withLock { book throws(PaymentFailure) in book.cheques[try book.index(of: id)] }
    guard let cashed = await bank.wasCashed(cheque.number, within: limit) else { throw .mintUnreachable }
    let gross = cheque.payment.prepared.gross
    return cashed ? ProofTally(spent: gross) : ProofTally(unspent: gross)
  }

  @concurrent func settle(
    _ id: OperationID, _ verdict: Verdict, within limit: Interval
  ) async throws(PaymentFailure) -> Settlement {
    let cheque = try book.withLock { book throws(PaymentFailure) in book.cheques[try book.index(of: id)] }
    var back = verdict == .released
    if verdict == .takenBack, cheque.payment.settled == nil {
      guard let stopped = await bank.stop(cheque.number, within: limit) else { throw .mintUnreachable }
      back = stopped
    }
    return try change { [back] book throws(PaymentFailure) in
      let index = try book.index(of: id)
      if let settled = book.cheques[index].payment.settled {
        guard book.cheques[index].verdict == verdict else { throw .conflict }
        return settled
      }
      let gross = cheque.payment.prepared.gross
      let settlement = back ? Settlement(returned: gross) : Settlement(spent: gross)
      book.balance += settlement.returned
      book.cheques[index].payment.settled = settlement
      book.cheques[index].verdict = verdict
      return settlement
    }
  }

  @concurrent func forget(_ id: OperationID) async throws(PaymentFailure) {
    try change { book throws(PaymentFailure) in
      guard let index = try? book.index(of: id) else { return }
      guard book.cheques[index].payment.settled != nil else { throw .conflict }
      book.cheques.remove(at: index)
    }
  }

  /// A bank gives change by itself: there is nothing to do, but also nothing to promise while it is out of reach.
  @concurrent func perform(
    _ chore: Chore, feeLimit: Sats, within limit: Interval
  ) async throws(PaymentFailure) -> ChoreReport {
    guard await bank.answers(within: limit) else { throw .mintUnreachable }
    return ChoreReport(moved: .zero, fee: .zero)
  }

  @concurrent func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async throws(PaymentFailure) {
    let (changes, watcher) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = UInt64.random(in: 0...(.max))
    watchers.withLock { $0[id] = watcher }
    defer { watchers.withLock { $0[id] = nil } }
    watcher.yield()
    for await _ in changes {
      deliver([Funds(mint: bank.address, unit: .sat, available: book.withLock { $0.balance })])
    }
    throw .cancelled
  }
}

/// A bank and a disk that do as the laws wish.
struct ChequeBench: PaymentProviderBench {
  let bank = Bank()
  let drawer = Drawer()
  var mint: MintURL { bank.address }
  var unit: CurrencyUnit { .sat }

  func open() -> any PaymentProvider { ChequeProvider(bank: bank, drawer: drawer) }
  func crash() {}
  func fund(_ provider: any PaymentProvider, _ amounts: [UInt64]) throws(BenchFailure) {
    guard let provider = provider as? ChequeProvider else { throw BenchFailure("this is not ours") }
    do throws(PaymentFailure) {
      try provider.change { $0.balance += Sats(amounts.reduce(0, +)) }
    } catch {
      throw BenchFailure("the account can't be funded: \(error)")
    }
  }
  func reach(_ reachable: Bool) { bank.reach(reachable) }
  func silence() { bank.silence() }
  var limit: Interval { .seconds(1) }
  func time() -> Interval { bank.passed }
  func requests() -> Int { bank.requests }
  func redeem(_ bearer: Bearer) -> Sats {
    let words = bearer.body.split(separator: UInt8(ascii: " ")).map { UInt64(String(decoding: $0, as: UTF8.self)) }
    guard words.count == 2, let number = words[0], let amount = words[1] else { return .zero }
    return bank.cash(number) ? Sats(amount) : .zero
  }
}

struct ChequeTests {
  @Test("I2: cheques keep every law of payments")
  func laws() async {
    let violations = await Laws.paymentProvider.check(within: .seconds(60)) { ChequeBench() }
    #expect(violations == [])
  }
}

/// Stands for a file: a real one is synced before `save` returns, and may fail to be.
final class Drawer: Sendable {
  private let book = Mutex(Book())
  func load() -> Book { book.withLock { $0 } }
  func save(_ edited: Book) -> Bool {
    book.withLock { $0 = edited }
    return true
  }
}

/// Stands for the bank: a cheque is cashed once, or stopped before. Its silence passes by a clock of its own.
final class Bank: Sendable {
  private struct State {
    var cashed: Set<UInt64> = []
    var stopped: Set<UInt64> = []
    var reachable = true
    var silent = false
    var requests = 0
    var passed = Interval.zero
  }

  private let state = Mutex(State())
  let address = MintURL("https://bank.example")
  var requests: Int { state.withLock { $0.requests } }
  var passed: Interval { state.withLock { $0.passed } }

  func silence() { state.withLock { $0.silent = true } }

  func reach(_ reachable: Bool) {
    state.withLock { state in
      state.reachable = reachable
      state.silent = false
    }
  }

  /// What a gateway does with a cheque.
  func cash(_ number: UInt64) -> Bool {
    state.withLock { !$0.stopped.contains(number) && $0.cashed.insert(number).inserted }
  }

  func answers(within limit: Interval) async -> Bool {
    state.withLock { state in
      state.requests += 1
      if state.silent { state.passed = state.passed + limit }
      return state.reachable && !state.silent
    }
  }

  /// `nil` while the bank is out of reach.
  func wasCashed(_ number: UInt64, within limit: Interval) async -> Bool? {
    await answers(within: limit) ? state.withLock { $0.cashed.contains(number) } : nil
  }

  /// Whether the cheque is stopped, since nobody has cashed it; `nil` while the bank is out of reach.
  func stop(_ number: UInt64, within limit: Interval) async -> Bool? {
    guard await answers(within: limit) else { return nil }
    return state.withLock { state in
      if state.cashed.contains(number) { return false }
      state.stopped.insert(number)
      return true
    }
  }
}
