import Testing
import TollGateCore

/// The table of C5 by the words on the wire, written down from the spec and not from the code.
private enum Row: Sendable { case later, otherMint, stopAndTell, taken, maybe }

private let table: [(word: String, row: Row)] = [
  ("mac-address-lookup-failed", .later), ("device-unresolved", .later), ("client-not-registered", .later),
  ("service-unavailable", .later), ("no-reachable-mints", .later), ("415", .later), ("429", .later),
  ("payment-error-mint-not-accepted", .otherMint), ("payment-error-keyset-expired", .otherMint),
  ("payment-error-below-swap-fee", .otherMint),
  ("payment-error-invalid-token", .stopAndTell), ("payment-error-locked-token", .stopAndTell),
  ("invalid-request", .stopAndTell), ("invalid-event", .stopAndTell), ("invalid-mac-address", .stopAndTell),
  ("session-error", .taken), ("gate-open-failed", .taken), ("payment-received-grant-pending", .taken),
  ("payment-error-token-spent", .taken),
  ("payment-processing-failed", .maybe), ("payment-processing-timeout", .maybe), ("payment-outcome-unknown", .maybe),
  ("payment-duplicate-inflight", .maybe), ("payment-error-mint-unreachable", .maybe), ("mint-rate-limited", .maybe),
  ("internal-error", .maybe), ("something-of-next-year", .maybe),
]

private let plainShapes = ["415", "429", "device-unresolved"]

private struct Outcome: Equatable {
  var service: Payment.Service
  var money: Payment.Money
  var stops = false
  static let unknown = Outcome(service: .unknown, money: .unknown)
}

private enum Proof: CaseIterable { case seller, otherKey, plainShape, none }

@Suite("what an answer proves") struct EvidenceTableTests {
  @Test("C5: the table names every known code once")
  func complete() {
    let words = Set(table.map { $0.word })
    #expect(words.count == table.count)
    for (code, word) in NoticeCode.words {
      #expect(words.contains(word), "\(word) is in no row")
      #expect(NoticeCode(word: word) == code)
      #expect(code.word == word)
    }
  }

  @Test(
    "C5, C6: each code, by each proof, at the first attempt and after one that may have arrived",
    arguments: table.indices)
  func rows(_ index: Int) {
    let (word, row) = table[index]
    for proof in Proof.allCases {
      for saysSpent in [false, true] {
        for later in [false, true] {
          check(word, row, proof, saysSpent, later)
        }
      }
    }
  }

  private func check(_ word: String, _ row: Row, _ proof: Proof, _ saysSpent: Bool, _ later: Bool) {
    var bench = Bench()
    if later { bench.reachSecondDelivery() } else { bench.reachDelivery() }
    bench.holdsWallet = true
    let shown: NoticeProof =
      switch proof {
      case .seller: .signed(.example(1))
      case .otherKey: .signed(.example(2))
      case .plainShape: .plainShape
      case .none: .unsigned
      }
    bench.answerDelivery(.notice(Notice(code: NoticeCode(word: word), proof: shown, saysSpent: saysSpent)))
    let wanted = expected(word, row, proof, saysSpent, later, bench.now)
    let payment = bench.payment
    let stops = bench.record()?.refusal != nil
    #expect(
      payment.map { Outcome(service: $0.service, money: $0.money, stops: stops) } == wanted,
      "\(word), \(proof), says spent: \(saysSpent), later: \(later)")
    #expect(payment?.answeredSigned == (proof == .seller))
  }

  private func expected(
    _ word: String, _ row: Row, _ proof: Proof, _ saysSpent: Bool, _ later: Bool, _ now: Instant
  ) -> Outcome {
    let believed = proof == .seller || proof == .plainShape && plainShapes.contains(word)
    guard believed else { return .unknown }
    let grace = word == "payment-received-grant-pending" ? Interval.minutes(10) : .seconds(60)
    let taken = Outcome(service: .awaited(until: now + grace), money: .claimedSpent)
    switch row {
    case .later: return later ? .unknown : Outcome(service: .none, money: .held(since: now))
    case .otherMint: return later ? .unknown : Outcome(service: .none, money: .stranded)
    case .stopAndTell:
      return later
        ? Outcome(service: .unknown, money: .unknown, stops: true)
        : Outcome(service: .none, money: .stranded, stops: true)
    case .taken: return taken
    case .maybe: return saysSpent && proof == .seller ? taken : .unknown
    }
  }

  @Test(
    "C6: only a new 1022 of the seller's key, in the right metric and above zero, is a grant", arguments: [false, true])
  func grants(_ later: Bool) {
    let good = Grant.example(total: 60_000, number: 5)
    let rows: [(Grant, Bool)] = [
      (good, true), (.example(total: 60_000, number: 5, key: 2), false),
      (.example(total: 60_000, number: 5, metric: .bytes), false), (.example(total: 0, number: 5), false),
    ]
    for (grant, counts) in rows {
      var bench = Bench()
      if later { bench.reachSecondDelivery() } else { bench.reachDelivery() }
      bench.holdsWallet = true
      bench.answerDelivery(.granted(grant))
      #expect(bench.payment?.service == (counts ? .granted(credit: 60_000) : .unknown))
      #expect(bench.payment?.money == (counts ? .spent : .unknown))
      #expect((bench.session != nil) == counts)
    }
  }

  @Test("C6: a grant whose id was counted before proves nothing the second time")
  func countedBefore() {
    var bench = Bench()
    bench.openSession()
    var answers = Answers()
    answers.usage = .used(60_000, of: 60_000)
    bench.live(70, answers) { !$0.deliveries.isEmpty }
    bench.holdsWallet = true
    bench.answerDelivery(.granted(.example(total: 60_000, number: 1)))
    #expect(bench.payment?.service == .unknown)
    #expect(bench.payment?.money == .unknown)
  }

  @Test("C6: what nobody can read and what got lost stays unknown; what never left is available again at once")
  func withoutAnswer() {
    let rows: [(Delivery, Payment.Money)] = [
      (.lost, .unknown), (.unreadable(status: 200), .unknown), (.unreadable(status: 302), .unknown),
      (.unreadable(status: 404), .unknown), (.unreadable(status: 502), .unknown), (.notSent(.refused), .releasing),
      (.notSent(.cancelled), .releasing),
    ]
    for (delivery, money) in rows {
      var bench = Bench()
      bench.reachDelivery()
      bench.holdsWallet = true
      bench.answerDelivery(delivery)
      #expect(bench.payment?.money == money, "\(delivery)")
      var second = Bench()
      second.reachSecondDelivery()
      second.holdsWallet = true
      second.answerDelivery(delivery)
      #expect(second.payment?.money == .unknown, "second: \(delivery)")
      #expect(second.payment?.service == .unknown, "second: \(delivery)")
    }
  }

  @Test("C6: a token that never left is free again, with its budget, and nothing was exposed")
  func nothingLeft() {
    var bench = Bench()
    bench.reachDelivery()
    #expect(bench.charged() == Sats(1))
    bench.answerDelivery(.notSent(.refused))
    #expect(bench.verdicts == [.released])
    #expect(bench.payment == nil)
    #expect(bench.charged() == .zero)
    #expect(bench.marks.isEmpty)
  }

  @Test(
    "C6: a refusal of the other two rows comes back by itself, and never goes there again",
    arguments: [
      NoticeCode.mintNotAccepted, .keysetExpired, .belowSwapFee, .invalidToken, .invalidMACAddress,
    ])
  func strandedComesBack(_ code: NoticeCode) {
    var bench = Bench()
    bench.reachDelivery()
    let first = bench.payment?.id
    bench.answerDelivery(.refusal(code))
    #expect(bench.verdicts == [.takenBack])
    #expect(bench.charged() == .zero)
    bench.live(120)
    #expect(bench.deliveries.allSatisfy { $0.payment != first })
  }
}
