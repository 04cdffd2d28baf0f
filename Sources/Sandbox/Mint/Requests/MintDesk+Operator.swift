import TollGateCashu

extension MintDesk {
  mutating func open(_ plan: KeysetPlan) -> KeysetID? {
    guard (try? commit([.opened(plan)])) != nil else { return nil }
    return ledger.keysets.last?.id
  }

  mutating func rotate(to plan: KeysetPlan) -> KeysetID? {
    let retired = ledger.keysets.map(\.info).filter { $0.unit == plan.unit && $0.isActive }
    let changes = retired.map { info in
      var info = info
      info.isActive = false
      return MintChange.revised(info)
    }
    guard (try? commit(changes + [.opened(plan)])) != nil else { return nil }
    return ledger.keysets.last?.id
  }

  mutating func revise(_ id: KeysetID, _ change: (inout KeysetInfo) -> Void) -> Bool {
    guard var info = ledger.keyset(id)?.info else { return false }
    change(&info)
    info.id = id
    return (try? commit([.revised(info)])) != nil
  }

  mutating func pay(_ id: String) -> Bool {
    guard var quote = ledger.mintQuotes[id], quote.state == .unpaid else { return false }
    quote.state = .paid
    return (try? commit([.mintQuote(quote)])) != nil
  }
}
