import Synchronization
import TollGateCore
import TollGateDriverContracts

/// Pays with paper coins.
struct InMemoryProvider: PaymentProvider {
  let bank: PaperMint
  var flaw: ProviderFlaw? { bank.flaw }

  /// Changes the vault and syncs it, except for whoever forgets to.
  private func change<Value: Sendable>(
    forgottenBy forgetter: ProviderFlaw,
    _ body: (inout PaperMint.World) throws(PaymentFailure) -> Value
  ) throws(PaymentFailure) -> Value {
    defer { bank.tell() }
    return try bank.world.withLock { world throws(PaymentFailure) in
      let value = try body(&world)
      if flaw != forgetter { world.sync() }
      return value
    }
  }

  @concurrent func quote(_ request: QuoteRequest) async throws(PaymentFailure) -> Quote {
    try bank.world.withLock { world throws(PaymentFailure) in
      let free = world.live.free
      let price = request.offer.price.count
      let range = request.fewest...request.most
      for steps in flaw == .modest ? Array(range) : range.reversed() {
        guard let coins = Choice.coins(netting: price * steps, from: free) else { continue }
        let quote = Quote(
          steps: steps, gross: Sats(coins.total), fee: Sats(coins.fee),
          overpaid: Sats(coins.total - coins.fee - price * steps), needsMint: false)
        guard quote.gross <= request.limit else { continue }
        guard quote.overpaid <= request.overpayment || flaw == .boundless else { continue }
        if flaw == .sticky, range.count > 1 { world.live.free.removeFirst() }
        return quote
      }
      if let quote = changing(request, free) { return quote }
      guard free.total < price * request.fewest + 1 else { throw .noExactChange }
      throw .insufficient(available: flaw == .secretive ? .zero : Sats(free.total))
    }
  }

  /// What the mint makes payable exactly, for the fewest steps.
  private func changing(_ request: QuoteRequest, _ free: [Coin]) -> Quote? {
    let net = request.offer.price.count * request.fewest
    guard request.mayContactMint, let change = Choice.change(netting: net, from: free) else { return nil }
    let gross = Sats(change.token.reduce(0, +))
    guard gross <= request.limit else { return nil }
    return Quote(steps: request.fewest, gross: gross, fee: gross - Sats(net), overpaid: .zero, needsMint: true)
  }

  /// Whether nothing but the mint makes a new order payable.
  private func needsMint(_ order: PaymentOrder, _ world: PaperMint.World) -> Bool {
    guard order.mayContactMint, !world.live.kept.contains(where: { $0.order.id == order.id }) else { return false }
    let coins = Choice.coins(netting: order.net.count, from: world.live.free)
    return coins.map { $0.total > order.limit.count } ?? false
  }

  @concurrent func prepare(
    _ order: PaymentOrder, within limit: Interval
  ) async throws(PaymentFailure) -> PreparedPayment {
    if Task.isCancelled {
      if flaw == .halfHearted { bank.world.withLock { _ = $0.live.free.popLast() } }
      throw .cancelled
    }
    var stale: [Coin]?
    if flaw == .racing {
      stale = bank.world.withLock { $0.live.free }
      await bank.meeting.meet()
    }
    if bank.world.withLock({ needsMint(order, $0) }) { try await bank.riskSilence(within: limit) }
    let seen = stale
    return try change(forgottenBy: .forgetful) { world throws(PaymentFailure) in
      if let seen { world.live.free = seen }
      if flaw == .dependent { world.requests += 1 }
      if let known = world.live.kept.first(where: { $0.order.id == order.id }), flaw != .doubleCharging {
        guard known.order == order || flaw == .agreeable else { throw .conflict }
        return known.prepared
      }
      return try pay(order, &world)
    }
  }

  private func pay(_ order: PaymentOrder, _ world: inout PaperMint.World) throws(PaymentFailure) -> PreparedPayment {
    let free = world.live.free
    guard free.total > order.net.count else {
      if flaw == .vague { throw .noExactChange }
      throw .insufficient(available: Sats(free.total))
    }
    if needsMint(order, world), let change = Choice.change(netting: order.net.count, from: free) {
      world.requests += 1
      guard world.reachable else { throw .mintUnreachable }
      world.live.free = world.swap(free, into: change.token + change.rest)
    }
    guard let coins = Choice.coins(netting: order.net.count, from: world.live.free) else { throw .noExactChange }
    let within = coins.total <= order.limit.count || flaw == .unlimited
    guard within, flaw != .overpromising || order.steps < 3 else { throw .noExactChange }
    world.live.free.removeAll(where: coins.contains)
    if flaw == .leaking, order.steps > 1 { world.live.free = world.live.free.dropLast() }
    let name =
      flaw == .talkative ? Token.head.reduce(0) { $0 << 8 | UInt64($1) } : UInt64(coins[0].number) << 40 | 0xFEED
    let prepared = PreparedPayment(
      id: order.id, gross: Sats(coins.total), fee: Sats(coins.fee), fingerprint: Fingerprint(name))
    world.live.kept.append(Vault.Kept(order: order, prepared: prepared, coins: coins))
    return prepared
  }

  @concurrent func bearer(of id: OperationID) async throws(PaymentFailure) -> Bearer {
    try bank.world.withLock { world throws(PaymentFailure) in
      guard let kept = world.live.kept.first(where: { $0.order.id == id }) else { throw .conflict }
      var coins = kept.coins
      if flaw == .sharing { coins = world.live.kept[0].coins }
      if flaw == .stingy { coins.removeLast() }
      world.tokens += 1
      return Bearer(secret: Token.body(coins) + (flaw == .reminting ? [world.tokens] : []))
    }
  }

  @concurrent func unsettled() async throws(PaymentFailure) -> [OpenPayment] {
    bank.world.withLock { world in
      world.live.kept.filter { flaw != .hasty || $0.settled == nil }
        .map { OpenPayment(order: $0.order, prepared: $0.prepared, settled: $0.settled) }
    }
  }

  @concurrent func inspect(
    _ id: OperationID, within limit: Interval
  ) async throws(PaymentFailure) -> ProofTally {
    if isOpen(id) { try await bank.passSilence(within: limit) }
    return try bank.world.withLock { world throws(PaymentFailure) in
      guard let kept = world.live.kept.first(where: { $0.order.id == id }) else { throw .conflict }
      world.requests += 1
      guard world.reachable || flaw == .inventive else { throw .mintUnreachable }
      let spent = flaw == .hopeful ? [] : kept.coins.filter { world.spent.contains($0.number) }
      return ProofTally(spent: Sats(spent.total), unspent: Sats(kept.coins.total - spent.total))
    }
  }

  @concurrent func forget(_ id: OperationID) async throws(PaymentFailure) {
    try change(forgottenBy: .nostalgic) { world throws(PaymentFailure) in
      guard let index = world.live.kept.firstIndex(where: { $0.order.id == id }) else {
        if flaw == .touchy { throw .conflict }
        return
      }
      guard world.live.kept[index].settled != nil || flaw == .careless else { throw .conflict }
      world.live.kept.remove(at: index)
    }
  }

  @concurrent func watchFunds(_ deliver: @escaping @Sendable ([Funds]) -> Void) async throws(PaymentFailure) {
    if flaw == .haunting { bank.world.withLock { $0.leftovers.append(deliver) } }
    await bank.watch(deliver)
    throw flaw == .indignant ? .notWritable : .cancelled
  }
}

extension InMemoryProvider {
  private func isOpen(_ id: OperationID) -> Bool {
    bank.world.withLock { world in world.live.kept.contains { $0.order.id == id && $0.settled == nil } }
  }

  @concurrent func settle(
    _ id: OperationID, _ verdict: Verdict, within limit: Interval
  ) async throws(PaymentFailure) -> Settlement {
    if verdict == .takenBack, isOpen(id) { try await bank.riskSilence(within: limit) }
    return try change(forgottenBy: .unsynced) { world throws(PaymentFailure) in
      guard let index = world.live.kept.firstIndex(where: { $0.order.id == id }) else {
        if flaw == .credulous { return Settlement() }
        throw .conflict
      }
      let kept = world.live.kept[index]
      if let settled = kept.settled, let before = kept.verdict {
        guard before == verdict || flaw == .lenient else { throw .conflict }
        return flaw == .forgetfulJudge ? Settlement() : settled
      }
      let settlement = try carryOut(verdict, kept, &world)
      world.live.kept[index].settled = settlement
      world.live.kept[index].verdict = verdict
      return settlement
    }
  }

  private func carryOut(
    _ verdict: Verdict, _ kept: Vault.Kept, _ world: inout PaperMint.World
  ) throws(PaymentFailure) -> Settlement {
    let gross = kept.prepared.gross
    switch verdict {
    case .spent:
      if flaw == .clinging { world.live.free += kept.coins }
      return Settlement(spent: gross)
    case .released:
      if flaw == .reluctant, !world.reachable { throw .mintUnreachable }
      world.live.free += kept.coins
      return Settlement(returned: gross)
    case .takenBack:
      world.requests += 1
      guard world.reachable else {
        if flaw == .desperate { return Settlement(spent: gross) }
        throw .mintUnreachable
      }
      return takeBack(kept.coins, &world)
    }
  }

  private func takeBack(_ coins: [Coin], _ world: inout PaperMint.World) -> Settlement {
    let unspent = flaw == .gullible ? coins : coins.filter { !world.spent.contains($0.number) }
    let spent = Sats(coins.total - unspent.total)
    let fee = Swift.min(unspent.fee, unspent.total)
    let returned = unspent.total - fee
    let old = flaw == .lazy ? [] : unspent
    let kept = flaw == .rounding && returned > 1 ? returned - 1 : returned
    world.live.free += world.swap(old, into: Choice.powers(of: kept))
    return Settlement(
      returned: Sats(returned), fee: Sats(fee), spent: spent, pending: Sats(flaw == .miscounting ? 1 : 0))
  }

  @concurrent func perform(
    _ chore: Chore, feeLimit: Sats, within limit: Interval
  ) async throws(PaymentFailure) -> ChoreReport {
    do throws(PaymentFailure) {
      try await bank.riskSilence(within: limit)
    } catch {
      if flaw == .mourning { bank.world.withLock { $0.live.free = [] } }
      throw error
    }
    return try change(forgottenBy: .eroding) { world throws(PaymentFailure) in
      world.requests += 1
      guard world.reachable else {
        if flaw == .pretending { return ChoreReport(moved: .zero, fee: .zero) }
        throw .mintUnreachable
      }
      if case .recover = chore { world.live.unclear = false }
      var old = world.live.free
      guard case .makeChange(_, _, let payment, let count) = chore, flaw != .idle, old.fee <= feeLimit.count else {
        return ChoreReport(moved: .zero, fee: .zero)
      }
      let fee = old.fee
      let one = Choice.powers(of: payment.count + 1)
      let sum = old.total - fee
      let sets = min(UInt64(count), sum / (payment.count + 1))
      let rest = sum - sets * (payment.count + 1)
      let amounts = (0..<sets).flatMap { _ in one } + Choice.powers(of: rest)
      if flaw == .sweeping { old += world.live.kept.flatMap(\.coins) }
      world.live.free = world.swap(old, into: amounts)
      return ChoreReport(moved: Sats(sum), fee: flaw == .hiddenFees ? .zero : Sats(fee))
    }
  }
}
