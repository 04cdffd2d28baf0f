import Testing
import TollGateCore

@Suite("any event in any state") struct TotalityTests {
  /// Handles an event on a copy and checks what always holds.
  @discardableResult
  private func handle(_ event: Event, _ station: inout Station, at now: Instant, _ name: String) -> [Effect] {
    let effects = station.handle(event, at: now)
    if let deadline = station.deadline { #expect(deadline > now, "K6: \(name), \(event)") }
    return effects
  }

  @Test("K6: every event is borne in every state, and leaves a deadline that lies ahead")
  func events() {
    for (name, bench) in Situation.all {
      for event in Sample.events {
        var station = bench.station
        handle(event, &station, at: bench.now, name)
        handle(.wokeUp, &station, at: bench.now + .seconds(3), name)
        for second in Sample.events { handle(second, &station, at: bench.now + .minutes(3), name) }
      }
    }
  }

  @Test("K5: a stale answer of any kind changes nothing, and yields one note")
  func stale() {
    let unknown = [
      OperationID(epoch: 99, number: 1), OperationID(epoch: 7, number: .max), OperationID(epoch: 0, number: 0),
    ]
    for (name, bench) in Situation.all {
      for (_, answer) in Sample.answers {
        for id in unknown {
          var station = bench.station
          let effects = handle(.answered(id, answer), &station, at: bench.now, name)
          #expect(effects == [.report(.staleAnswer(id))], "\(name), \(answer)")
          #expect(station == bench.station, "\(name), \(answer)")
        }
      }
    }
  }

  @Test("K5: an answer that doesn't fit its question changes nothing, and yields one note")
  func impossible() {
    for (name, bench) in Situation.all {
      let open = bench.open.map { ($0.id, Sample.name($0.request)) } + bench.records.map { ($0.id, "record") }
      for (id, question) in open {
        for (fits, answer) in Sample.answers where fits != question {
          var station = bench.station
          let effects = handle(.answered(id, answer), &station, at: bench.now, name)
          #expect(effects == [.report(.impossibleAnswer(id))], "\(name), \(question), \(answer)")
          #expect(station == bench.station, "\(name), \(question), \(answer)")
        }
      }
    }
  }

  @Test("K5: a fitting answer is borne, once; the same again is stale")
  func fitting() {
    var answered = 0
    for (name, bench) in Situation.all {
      let open = bench.open.map { ($0.id, Sample.name($0.request)) } + bench.records.map { ($0.id, "record") }
      for (id, question) in open {
        for (fits, answer) in Sample.answers where fits == question {
          answered += 1
          var station = bench.station
          let effects = handle(.answered(id, answer), &station, at: bench.now, name)
          #expect(!effects.contains(.report(.impossibleAnswer(id))) && !effects.contains(.report(.staleAnswer(id))))
          let again = handle(.answered(id, answer), &station, at: bench.now, name)
          #expect(again.contains(.report(.staleAnswer(id))), "\(name), \(answer)")
        }
      }
    }
    #expect(answered > 500)
  }

  @Test("K6, K2: 20,000 random events: nothing traps, deadlines lie ahead, one payment at a time per seller")
  func fuzz() {
    let deliveries = (1...4).reduce(0) { $0 + fuzz($1) }
    #expect(deliveries > 0, "lives in which nothing is paid prove little")
  }

  private func fuzz(_ seed: UInt64) -> Int {
    var dice = Dice(seed: seed)
    let usual: [Event] = [.linksChanged(.example), .fundsChanged([.example]), .policyChanged(.example)]
    let events = Sample.events
    let answers = Dictionary(grouping: Sample.answers, by: { $0.fits }).mapValues { $0.map { $0.answer } }
    var station = Station(policy: .example, seed: seed)
    var open: [(id: OperationID, name: String)] = []
    var now = Instant.start
    var deliveries = 0
    for step in 0..<5000 {
      now = dice.below(3) == 0 ? max(now, station.deadline ?? now) : now + .milliseconds(Int64(dice.below(3000)))
      let event: Event
      let choice = dice.below(100)
      if choice < 85, !open.isEmpty {
        let item = open.remove(at: Int(dice.below(UInt64(open.count))))
        event = .answered(item.id, answer(to: item, answers, &dice))
      } else if choice < 91 {
        event = .wokeUp
      } else if choice < 96 {
        event = usual[Int(dice.below(3))]
      } else {
        event = events[Int(dice.below(UInt64(events.count - 1)))]
      }
      for effect in handle(step == 0 ? events[0] : event, &station, at: now, "seed \(seed), step \(step)") {
        switch effect {
        case .ask(let id, let request):
          open.append((id, Sample.name(request)))
          if case .deliver = request { deliveries += 1 }
        case .record(let id, _): open.append((id, "record"))
        case .cancel(let id): open.removeAll { $0.id == id }
        case .forget, .begin, .report: break
        }
      }
      checkOnePerSeller(station, "seed \(seed), step \(step)")
    }
    return deliveries
  }

  /// Mostly what lets the machine go on, sometimes anything.
  private func answer(
    to item: (id: OperationID, name: String), _ answers: [String: [Answer]], _ dice: inout Dice
  ) -> Answer {
    if item.name == "record", dice.below(20) > 0 { return .recorded }
    if item.name == "look", dice.below(3) > 0 {
      return .looked(GatewayReport(offer: .selling(), usage: .noSession))
    }
    if item.name == "clarify" { return .clarified(ClientReport(identity: .resolved, access: .none)) }
    if item.name == "quote", dice.below(4) > 0 {
      return .quoted([.quote(Quote(steps: 1, gross: Sats(1), fee: .zero, overpaid: .zero, needsMint: false))])
    }
    if item.name == "prepare", dice.below(4) > 0 {
      // The payment that is prepared was named just before its question.
      let id = OperationID(epoch: item.id.epoch, number: item.id.number - 2)
      return .prepared(PreparedPayment(id: id, gross: Sats(1), fee: .zero, fingerprint: Fingerprint(1)))
    }
    let fitting = answers[item.name] ?? [.recorded]
    return fitting[Int(dice.below(UInt64(fitting.count)))]
  }

  private func checkOnePerSeller(_ station: Station, _ name: String) {
    let blocking = station.ledger.payments.filter { $0.blocksSeller }.map { $0.seller }
    #expect(Set(blocking).count == blocking.count, "K2: \(name)")
  }

  @Test("K6: no more than 50 effects per gateway in any virtual second, whatever goes wrong", arguments: 1...4)
  func fewEffects(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    var world = SmallWorld()
    world.fates = (0..<40).map { _ in SmallWorld.Fate.allCases[Int(dice.below(6))] }
    var bench = world.restarted([], at: .start, epoch: seed)
    for second in 0..<400 {
      let before = bench.asked.count + bench.notes.count + bench.cancelled.count
      if dice.below(30) == 0 { world.offer = Sample.offers[Int(dice.below(4))] }
      bench.settle(&world)
      bench.pass(.seconds(1))
      bench.settle(&world)
      let effects = bench.asked.count + bench.notes.count + bench.cancelled.count - before
      #expect(effects <= 100, "second \(second)")
    }
  }

  @Test("design §2.1: even the last moment of all is a moment: nothing traps, and nothing goes on for ever")
  func lastMoment() {
    var bench = Bench()
    bench.openSession()
    #expect(!bench.station.handle(.wokeUp, at: .never).isEmpty)
    #expect(bench.station.deadline.map { $0 <= .never } ?? true)
  }
}
