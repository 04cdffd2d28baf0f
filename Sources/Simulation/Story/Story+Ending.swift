package import TollGateCore

extension Story {
  /// What must be true of the whole day, counted from the books of mints and gateways.
  package static func ending(of teller: Storyteller) -> [(words: String, held: Bool)] {
    let totals = teller.onlooker.totals
    let books = teller.world.books
    let takings = books.takings.map(\.payment)
    let held = teller.world.held
    let (funded, paid, fees) = (books.funded.count, totals.spent.count, books.walletFees.count)
    let objection = teller.oracle.violations.first.map { ": \($0)" } ?? ""
    return [
      (
        "the oracle, which watched all \(teller.world.steps) steps, found nothing wrong" + objection,
        teller.oracle.violations.isEmpty
      ),
      ("nothing was paid twice: \(takings.count) payments, each redeemed once", Set(takings).count == takings.count),
      (
        "the books of the mints agree to the sat: \(funded) at first = \(held.count) in the wallet + \(paid) paid"
          + (fees == 0 ? "" : " + \(fees) in fees"), funded == held.count + paid + fees
      ), ("every sat paid brought service: \(totals.unserved.count) sats lost", totals.unserved == .zero),
      ("\(totals.stranded.count) sats stuck on the way", totals.stranded == .zero),
    ]
  }
}

extension World {
  /// What the wallet holds, as far as the mints would still redeem it.
  package var held: Sats {
    wallet.coins.reduce(.zero) { sum, coin in
      mints[coin.mint].proofs[coin.proof].state == .unspent ? sum + Sats(coin.amount) : sum
    }
  }
}
