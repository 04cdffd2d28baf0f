package import TollGateCore

extension Wording {
  /// One decision in a line: what the machine wants from the world.
  package func effect(_ effect: Effect) -> String {
    switch effect {
    case .ask(_, let request): "→ \(self.request(request))"
    case .record(_, let entries):
      "→ writes down: \(entries.map { Wording.change($0.change) }.joined(separator: ", "))"
    case .cancel(let id): "→ calls off request \(id.number)"
    case .forget(let id): "→ lets the wallet forget \(Wording.payment(id))"
    case .begin(let driver): "→ begins \(Wording.driver(driver))"
    case .report(let note): self.note(note)
    }
  }

  func request(_ request: Request) -> String {
    switch request {
    case .look(let id, _): "looks at \(Wording.gateway(id))"
    case .clarify(let id, _): "asks \(Wording.gateway(id)) whether it knows this device"
    case .register(let id, _): "makes itself known to \(Wording.gateway(id))"
    case .meter(let target): "reads the \(Wording.meter(target.kind)) of \(Wording.gateway(target.gateway))"
    case .quote(let requests):
      "asks the wallet what \(requests.count == 1 ? "an offer" : "\(requests.count) offers") would cost"
    case .prepare(let order):
      "prepares \(Wording.payment(order.id)), at most \(Wording.money(order.limit, order.offer.unit))"
    case .deliver(let payment, let seller, _): "sends \(Wording.payment(payment)) to \(Wording.seller(seller.id))"
    case .inspect(let payment): "asks the mint what became of \(Wording.payment(payment))"
    case .settle(let payment, let verdict): "settles \(Wording.payment(payment)): \(Wording.verdict(verdict))"
    case .perform(let chore, _): "wants \(Wording.chore(chore))"
    case .reach(let target, let link, _): "knocks at \(Wording.target(target)) by \(link)"
    }
  }

  static func change(_ change: LedgerChange) -> String {
    switch change {
    case .payment(let payment): self.payment(payment.id)
    case .closed(let id): "\(payment(id)) is closed"
    case .charged(let line): "\(money(line.charged, line.unit)) charged\(line.link.map { " to \($0)" } ?? "")"
    case .seller(let record): "the state of \(seller(record.id))"
    case .marked(let mark): "\(money(mark.sats, mark.unit)) at risk"
    case .cleared: "a risk is over"
    case .sighted(let sighting): "\(key(sighting.key)) was seen at \(place(sighting.place))"
    case .told: "the story of a session"
    case .checkpoint: "everything at once"
    }
  }

  static func meter(_ kind: MeterKind) -> String {
    switch kind {
    case .gateway: "own meter"
    case .clock: "clock meter"
    case .counter: "byte counter"
    }
  }

  static func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .spent: "spent"
    case .released: "never sent, free again"
    case .takenBack: "to be taken back"
    }
  }

  static func target(_ target: EgressTarget) -> String {
    switch target {
    case .host(let name): printable(name)
    case .mint(let mint): "\(mint)"
    }
  }
}
