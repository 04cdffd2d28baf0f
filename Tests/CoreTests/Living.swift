import TollGateCore

/// A world around the bench that answers whatever has a plain answer, second by second.
struct Answers {
  var offer = OfferAnswer.advertisement(.example)
  var usage = UsageAnswer.noSession
  var client = ClientReport(identity: .resolved, access: .none)
  var egress = Egress.answered
  /// Mints are out of reach unless this says something.
  var tally: ProofTally?
  /// Questions to mints wait in `open`.
  var mintHangs = false
  /// Deliveries wait unless this says something.
  var delivery: Delivery?
}

extension Bench {
  /// Lets time go by while the gateway answers its looks and meters; stops when `done` holds. Returns the seconds gone.
  @discardableResult mutating func live(
    _ seconds: Int64, _ answers: Answers = Answers(), until done: (Bench) -> Bool = { _ in false }
  ) -> Int64 {
    for second in 0..<seconds {
      answerAll(answers, until: done)
      if done(self) { return second }
      pass(.seconds(1))
      if done(self) { return second + 1 }
    }
    answerAll(answers, until: done)
    return seconds
  }

  mutating func answerAll(_ answers: Answers, until done: (Bench) -> Bool = { _ in false }) {
    for _ in 0..<50 where done(self) || !answerOne(answers) { return }
  }

  private mutating func answerOne(_ answers: Answers) -> Bool {
    if answerLook(answers.offer, answers.usage) || answerClarification(answers.client) { return true }
    if let delivery = answers.delivery, answerDelivery(delivery) { return true }
    let milliseconds = UInt64(now.nanoseconds / 1_000_000)
    if answerMeter(.reading(.odometer(milliseconds)), kind: .clock) { return true }
    if answerMeter(.reading(.odometer(milliseconds)), kind: .counter) { return true }
    if answerMeter(answers.usage) || answerEgress(answers.egress) { return true }
    if answers.mintHangs { return false }
    let reply = answers.tally.map { Answer.inspected($0) } ?? .inspectionFailed(.mintUnreachable)
    return answerFirst { if case .inspect = $0 { reply } else { nil } }
  }

  /// Up to the second delivery of the same token, after the first got lost.
  mutating func reachSecondDelivery() {
    reachDelivery()
    answerDelivery(.lost)
    live(60) { !$0.deliveries.isEmpty }
  }

  var inspections: [OperationID] {
    open.compactMap { if case .inspect = $0.request { $0.id } else { nil } }
  }

  /// When each request that fits was asked, in whole seconds since the start.
  func seconds(_ fits: (Request) -> Bool) -> [Int64] {
    asked.filter { fits($0.request) }.map { ($0.at - .start).wholeSeconds }
  }

  var deliveryTimes: [Int64] { seconds { if case .deliver = $0 { true } else { false } } }
  var inspectionTimes: [Int64] { seconds { if case .inspect = $0 { true } else { false } } }
  var verdicts: [Verdict] {
    asked.compactMap { if case .settle(_, let verdict) = $0.request { verdict } else { nil } }
  }

  /// How the payments that are over have ended, in order.
  var closings: [(service: Payment.Service, money: Payment.Money, settlement: Settlement?)] {
    notes.compactMap {
      if case .paymentClosed(_, let service, let money, let settlement) = $0 {
        (service, money, settlement)
      } else {
        nil
      }
    }
  }

  func charged(_ link: LinkName? = nil) -> Sats { station.ledger.charged(.sat, link: link, at: now) }
  var marks: [BlindMark] { station.ledger.marks }
  func record(_ key: UInt64 = 1, link: LinkName = .wan) -> SellerRecord? {
    station.ledger.seller(SellerID(link: link, key: .example(key)))
  }
}

extension Notice {
  /// A notice that the seller itself has signed.
  static func signed(_ code: NoticeCode, key: UInt64 = 1, saysSpent: Bool = false, wait: Interval? = nil) -> Notice {
    Notice(code: code, proof: .signed(.example(key)), saysSpent: saysSpent, retryAfter: wait)
  }
}

extension Delivery {
  static func refusal(_ code: NoticeCode, saysSpent: Bool = false, wait: Interval? = nil) -> Delivery {
    .notice(.signed(code, saysSpent: saysSpent, wait: wait))
  }
}

extension OfferAnswer {
  static func selling(_ price: UInt64 = 1, key: UInt64 = 1, id: UInt64 = 1) -> OfferAnswer {
    .advertisement(.selling([.example(price: price)], key: key, id: id))
  }
}
