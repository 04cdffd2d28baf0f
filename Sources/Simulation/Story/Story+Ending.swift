import TollGateCore

extension Story {
  /// What must be true of the whole day, counted from the books of mints and gateways.
  package static func ending(of teller: Storyteller) -> [(words: String, held: Bool)] {
    let totals = teller.witness.totals
    let books = teller.world.books
    let takings = books.takings.map(\.payment)
    return [
      ("nothing was paid twice: \(takings.count) payments, each redeemed once", Set(takings).count == takings.count),
      ("\(totals.unserved.count) sats lost", totals.unserved == .zero && totals.expired == .zero),
      ("\(totals.stranded.count) sats stuck on the way", totals.stranded == .zero),
    ]
  }
}
