import Testing
import TollGateCore

@testable import TollGateSimulation

@Suite("The wallet model keeps the provider's laws")
struct WalletModelTests {
  private let seller = Seller(
    gateway: GatewayID(link: Scenery.link, address: Scenery.router, attachment: Attachment(1)),
    key: GatewayModel.key(0, 0))

  private func offer(_ price: UInt64) -> Offer {
    Offer(metric: .milliseconds, stepSize: 1000, price: Sats(price), unit: .sat, mint: MintURL(Scenery.mint))
  }

  private func order(_ number: UInt64, _ price: UInt64, steps: UInt64, limit: UInt64) -> PaymentOrder {
    PaymentOrder(
      id: OperationID(epoch: 1, number: number), seller: seller, offer: offer(price), steps: steps, limit: Sats(limit),
      mayContactMint: false)
  }

  private func stocked(_ amounts: [UInt64], feePPK: UInt64 = 0) -> (WalletModel, [MintModel]) {
    var mint = MintModel(MintSetup(Scenery.mint, feePPK: feePPK))
    var wallet = WalletModel()
    wallet.add(mint.issue(amounts, .sat), mint: 0, in: mint)
    return (wallet, [mint])
  }

  /// Every subset, the slow way: what is the cheapest gross that nets `net` within the overpayment bound?
  private func brute(_ amounts: [UInt64], net: UInt64, overpayment: UInt64, ppk: UInt64, limit: UInt64) -> UInt64? {
    var best: UInt64?
    for mask in 1..<(1 << amounts.count) {
      var sum: UInt64 = 0
      var count: UInt64 = 0
      for index in amounts.indices where mask >> index & 1 == 1 {
        sum += amounts[index]
        count += 1
      }
      let fee = (count * ppk + 999) / 1000
      guard sum <= limit, sum >= fee + net, sum - fee - net <= overpayment else { continue }
      best = min(best ?? sum, sum)
    }
    return best
  }

  @Test("C2: a quote names the greatest number of steps that any subset can pay", arguments: [0, 100, 400] as [UInt64])
  func greatestSteps(ppk: UInt64) {
    var dice = Dice(seed: ppk + 17)
    for _ in 0..<150 {
      let amounts = (0..<(1 + dice.below(8))).map { _ in UInt64(1) << dice.below(6) }
      let price = 1 + dice.below(7)
      let request = QuoteRequest(
        offer: offer(price), fewest: 1 + dice.below(2), most: 2 + dice.below(12), limit: Sats(20 + dice.below(80)),
        overpayment: Sats(dice.below(4)), mayContactMint: false)
      var (wallet, mints) = stocked(amounts, feePPK: ppk)
      var expected: (steps: UInt64, gross: UInt64)?
      for steps in request.fewest...request.most {
        let gross = brute(
          amounts, net: steps * price, overpayment: request.overpayment.count, ppk: ppk, limit: request.limit.count)
        if let gross { expected = (steps, gross) }
      }
      switch wallet.quote(request, mints: mints, mintAnswers: false) {
      case .quote(let quote):
        #expect(quote.steps == expected?.steps)
        #expect(quote.gross.count == expected?.gross)
        #expect(quote.gross - quote.fee == Sats(quote.steps * price) + quote.overpaid)
      case .none: #expect(expected == nil)
      }
      #expect(mints[0].proofs.count == amounts.count)
    }
  }

  @Test("one id is one payment, and with another order it is a conflict")
  func idempotent() {
    var (wallet, mints) = stocked([8, 4, 2, 1])
    let first = order(1, 3, steps: 2, limit: 6)
    guard case .done(let prepared) = wallet.prepare(first, mints: mints),
      case .done(let again) = wallet.prepare(first, mints: mints)
    else {
      Issue.record("not prepared")
      return
    }
    #expect(prepared == again)
    #expect(prepared.gross == Sats(6))
    #expect(wallet.kept.count == 1)
    guard case .failed(.conflict) = wallet.prepare(order(1, 3, steps: 3, limit: 9), mints: mints) else {
      Issue.record("another order under one id was taken")
      return
    }
    mints[0].pendingUntil = .start
    #expect(wallet.funds(mints).first?.available == Sats(9))
  }

  @Test("proofs of one payment never serve another, and a released payment gives them back")
  func reservations() {
    var (wallet, mints) = stocked([4, 4])
    guard case .done = wallet.prepare(order(1, 4, steps: 1, limit: 4), mints: mints),
      case .done = wallet.prepare(order(2, 4, steps: 1, limit: 4), mints: mints)
    else {
      Issue.record("not prepared")
      return
    }
    let used = wallet.kept.flatMap(\.proofs)
    #expect(Set(used).count == 2)
    guard case .failed(.insufficient) = wallet.prepare(order(3, 4, steps: 1, limit: 4), mints: mints) else {
      Issue.record("paid with reserved proofs")
      return
    }
    let settled = wallet.settleHere(OperationID(epoch: 1, number: 1), .released, mints: mints)
    #expect(settled == .success(Settlement(returned: Sats(4))))
    #expect(wallet.settleHere(OperationID(epoch: 1, number: 1), .released, mints: mints) == settled)
    #expect(wallet.funds(mints).first?.available == Sats(4))
    mints.removeAll()
  }

  @Test("a payment taken back is split per proof: spent, returned less the fee, pending")
  func takingBack() {
    var (wallet, mints) = stocked([8, 4], feePPK: 100)
    guard case .done = wallet.prepare(order(1, 11, steps: 1, limit: 12), mints: mints) else {
      Issue.record("not prepared")
      return
    }
    let id = OperationID(epoch: 1, number: 1)
    mints[0].pendingUntil = Scenery.at(10)
    guard case .settled(let waiting)? = wallet.takeBack(id, mints: mints, now: Scenery.at(5), wall: 0) else {
      Issue.record("pending proofs were swapped")
      return
    }
    #expect(waiting == Settlement(pending: Sats(12)))
    mints[0].proofs[0].state = .taken
    guard case .swap(let number)? = wallet.takeBack(id, mints: mints, now: Scenery.at(11), wall: 0),
      let swap = wallet.takingBack(id),
      let outputs = try? mints[0].swap(swap.inputs, number: number, wanted: [], now: Scenery.at(11), wall: 0)
    else {
      Issue.record("no swap")
      return
    }
    let end = wallet.finish(number, outputs: outputs, mints: mints, makesPayment: false)
    #expect(end.settled == Settlement(returned: Sats(3), fee: Sats(1), spent: Sats(8)))
    #expect(wallet.funds(mints).first?.available == Sats(3))
  }

  @Test("K20: a balance whose rotation would cost more than the limit moves in portions, the greatest proofs first")
  func rotatesInPortions() {
    var (wallet, mints) = stocked(Array(repeating: 8, count: 12) + [64], feePPK: 1000)
    mints[0].rotate(feePPK: 0)
    guard case .swap(let number) = wallet.rotate(0, feeLimit: Sats(10), mints: mints, wall: 0) else {
      Issue.record("nothing is rotated")
      return
    }
    let inputs = wallet.swaps.first { $0.number == number }?.inputs ?? []
    #expect(inputs.count == 10)
    #expect(mints[0].sum(inputs) == 64 + 9 * 8)
    #expect(mints[0].fee(inputs) == 10)
  }

  @Test("F3: after making change, the next payments are exact")
  func change() {
    var (wallet, mints) = stocked([64], feePPK: 100)
    _ = wallet.quote(
      QuoteRequest(
        offer: offer(5), fewest: 1, most: 1, limit: Sats(100), overpayment: .zero, mayContactMint: false),
      mints: mints, mintAnswers: false)
    #expect(wallet.funds(mints).first?.wantsChange == true)
    guard case .swap(let number) = wallet.makeChange(0, payment: 5, count: 10, feeLimit: Sats(10), mints: mints),
      let swap = wallet.swaps.first,
      let outputs = try? mints[0].swap(swap.inputs, number: number, wanted: swap.wanted, now: .start, wall: 0)
    else {
      Issue.record("no change was made")
      return
    }
    _ = wallet.finish(number, outputs: outputs, mints: mints, makesPayment: false)
    let funds = wallet.funds(mints)
    #expect(funds.first?.available == Sats(63))
    #expect(funds.first?.wantsChange == false)
    let free = wallet.free(wallet.accounts[0], in: mints[0])
    #expect(free.payments(of: 5, upTo: 10).count >= 8)
  }
}
