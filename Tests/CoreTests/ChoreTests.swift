import Testing
import TollGateCore

@Suite("chores at the mint, and drivers") struct ChoreTests {
  private func bench(_ funds: Funds..., policy: Policy = .example) -> Bench {
    var bench = Bench(policy: policy)
    bench.send(.fundsChanged(funds))
    return bench
  }

  private func wanting(_ change: (inout Funds) -> Void) -> Funds {
    var funds = Funds.example
    change(&funds)
    return funds
  }

  private var change: Funds { wanting { $0.wantsChange = true } }

  private func chores(_ bench: Bench) -> [Chore] {
    bench.asked.compactMap { if case .perform(let chore, _) = $0.request { chore } else { nil } }
  }

  private func answer(_ bench: inout Bench, _ answer: Answer) {
    bench.answerFirst { if case .perform = $0 { answer } else { nil } }
  }

  @Test("F5: change is made for the next payments, of the size of the newest or the most that one may cost")
  func makesChange() {
    let first = bench(change)
    #expect(chores(first) == [.makeChange(mint: .example, unit: .sat, payment: Sats(100), count: 10)])
    var later = Bench()
    later.openSession()
    later.send(.fundsChanged([change]))
    #expect(chores(later) == [.makeChange(mint: .example, unit: .sat, payment: Sats(1), count: 10)])
  }

  @Test("F5: recovery goes before rotation, rotation before change")
  func order() {
    let recovering = bench(
      wanting {
        $0.wantsChange = true
        $0.onInactiveKeyset = true
        $0.wantsRecovery = true
      })
    #expect(chores(recovering) == [.recover(mint: .example, unit: .sat)])
    let rotating = bench(
      wanting {
        $0.wantsChange = true
        $0.onInactiveKeyset = true
      })
    #expect(chores(rotating) == [.rotate(mint: .example, unit: .sat)])
  }

  @Test("E6, K20: an expiring keyset is left within its last days, but only by a clock that somebody vouches for")
  func rotation() {
    let day: Int64 = 86_400
    var bench = bench(wanting { $0.expires = 100 * day })
    #expect(chores(bench).isEmpty)
    #expect(bench.notes.contains(.rotationWaitsForClock(.example)))
    bench.send(.wallClockChanged(WallTime(seconds: 99 * day, synchronised: false)))
    #expect(chores(bench).isEmpty)
    bench.send(.wallClockChanged(WallTime(seconds: 90 * day, synchronised: true)))
    #expect(chores(bench).isEmpty)
    bench.send(.wallClockChanged(WallTime(seconds: 93 * day, synchronised: true)))
    #expect(chores(bench) == [.rotate(mint: .example, unit: .sat)])
  }

  @Test("E6, K20: a clock that was told once goes on by itself")
  func clockGoesOn() {
    let day: Int64 = 86_400
    var bench = bench(wanting { $0.expires = 100 * day })
    bench.send(.wallClockChanged(WallTime(seconds: 90 * day, synchronised: true)))
    #expect(chores(bench).isEmpty)
    bench.pass(.days(3))
    #expect(chores(bench) == [.rotate(mint: .example, unit: .sat)])
  }

  @Test("K6: dates at the ends of time trap nothing", arguments: [Int64.min, -1, 0, .max])
  func extremeDates(_ seconds: Int64) {
    var bench = bench(wanting { $0.expires = .max })
    bench.send(.wallClockChanged(WallTime(seconds: seconds, synchronised: true)))
    bench.send(.fundsChanged([wanting { $0.expires = .min }]))
    #expect(chores(bench).count == 1)
  }

  @Test("C3: a chore is charged with its limit to no link, and corrected to its fee")
  func fees() {
    var bench = bench(change)
    #expect(bench.charged() == Pace.choreFee)
    #expect(bench.charged(.wan) == .zero)
    answer(&bench, .performed(ChoreReport(moved: Sats(50), fee: Sats(3))))
    #expect(bench.charged() == Sats(3))
    bench.live(31)
    answer(&bench, .choreFailed(.mintUnreachable))
    #expect(bench.charged() == Sats(3))
  }

  @Test("C3: a chore that says it cost more than its limit is charged the limit, and takes nothing off others")
  func dearChore() {
    var bench = bench(change)
    answer(&bench, .performed(ChoreReport(moved: .zero, fee: Sats(.max))))
    #expect(bench.charged() == Pace.choreFee)
  }

  @Test("F5: one chore at a time, over all mints")
  func oneAtATime() {
    let other = Funds(
      mint: MintURL("https://other.example"), unit: .sat, available: Sats(9), wantsChange: true)
    var bench = bench(change, other)
    bench.live(100)
    #expect(chores(bench).count == 1)
    answer(&bench, .performed(ChoreReport(moved: .zero, fee: .zero)))
    #expect(chores(bench).map { $0.mint } == [.example, other.mint])
  }

  @Test("F5: a chore that fails is tried again after 30 s and more, up to 5 min; a reached mint starts it anew")
  func backoff() {
    var bench = bench(change)
    for _ in 0..<6 {
      answer(&bench, .choreFailed(.mintUnreachable))
      bench.live(310) { bench in bench.open.contains { if case .perform = $0.request { true } else { false } } }
    }
    let times = bench.seconds { if case .perform = $0 { true } else { false } }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    #expect(gaps.count == 6)
    #expect((24...31).contains(gaps.first ?? 0), "\(gaps)")
    #expect((240...301).contains(gaps.last ?? 0), "\(gaps)")
    answer(&bench, .choreFailed(.mintUnreachable))
    bench.openSession()
    #expect(chores(bench).count == 8)
  }

  @Test("C3: with the budget used up, or without one, no chore is done")
  func noBudget() {
    var policy = Policy.example
    policy.purchase.units[0].inTotal = .zero
    var bench = bench(change, policy: policy)
    bench.live(100)
    #expect(chores(bench).isEmpty)
    policy.purchase.units = []
    bench.send(.policyChanged(policy))
    bench.live(100)
    #expect(chores(bench).isEmpty)
  }

  @Test("C3: the last sats of a budget bound a chore's fee")
  func lastSats() {
    var policy = Policy.example
    policy.purchase.units[0].inTotal = Sats(4)
    let bench = bench(change, policy: policy)
    let limits = bench.asked.compactMap { item -> Sats? in
      if case .perform(_, let limit) = item.request { limit } else { nil }
    }
    #expect(limits == [Sats(4)])
  }

  @Test("E5: no chore is begun while journal or wallet can't be written, nor after the stop")
  func notWritable() {
    var broken = Bench()
    broken.holdsRecords = true
    broken.send(.linksChanged(.example))
    broken.answerLook()
    for record in broken.records { broken.answer(record.id, .recordFailed(.notWritable)) }
    broken.send(.fundsChanged([change]))
    #expect(chores(broken).isEmpty)
    var wallet = bench(change)
    answer(&wallet, .choreFailed(.notWritable))
    wallet.live(7)
    #expect(chores(wallet).count == 1)
    var stopping = Bench()
    stopping.send(.stopping)
    stopping.send(.fundsChanged([change]))
    stopping.live(60)
    #expect(chores(stopping).isEmpty)
  }

  @Test("A5: standing drivers begin at the start, and begin again with growing waits when they end")
  func drivers() {
    var bench = Bench()
    #expect(bench.begun == StandingDriver.allCases)
    var gaps: [Int64] = []
    for count in 1...8 {
      bench.send(.driverEnded(.links))
      gaps.append(bench.live(70) { $0.begun.count == 2 + count })
    }
    #expect(gaps.first == 1)
    #expect(Array(gaps.prefix(7)) == gaps.prefix(7).sorted())
    #expect((48...60).contains(gaps.last ?? 0), "\(gaps)")
    #expect(bench.begun.dropFirst(2).allSatisfy { $0 == .links })
    bench.send(.linksChanged(.example))
    bench.send(.driverEnded(.links))
    let wait = bench.live(70) { $0.begun.count == 11 }
    #expect(wait == 1)
  }
}
