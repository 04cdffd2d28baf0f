import TollGateCore

extension Laws {
  /// What every `LinkCounters` keeps.
  public static let linkCounters: [Law<any LinkCountersBench>] = [
    Law("counters grow by what the link carries", "D2") { bench, trial in
      let counters = try await bench.make()
      let before = try await counters.counters(of: bench.link)
      try await bench.carry(received: 4_000, sent: 4_000)
      let after = try await counters.counters(of: bench.link)
      trial.expect(
        after.received >= before.received &+ 4_000 && after.sent >= before.sent &+ 4_000,
        "4000 bytes more each way than \(before)", seen: "it was \(after)")
    },
    Law("the two directions are kept apart", "D2") { bench, trial in
      let counters = try await bench.make()
      let before = try await counters.counters(of: bench.link)
      try await bench.carry(received: 90_000, sent: 100)
      let after = try await counters.counters(of: bench.link)
      trial.expect(
        after.received &- before.received > after.sent &- before.sent, "more received than sent since \(before)",
        seen: "it was \(after)")
    },
    Law("counters never fall while the link exists", "D2") { bench, trial in
      let counters = try await bench.make()
      var last = try await counters.counters(of: bench.link)
      for _ in 0..<8 {
        try await bench.carry(received: 50, sent: 70)
        let now = try await counters.counters(of: bench.link)
        trial.expect(
          now.received >= last.received && now.sent >= last.sent, "at least \(last)", seen: "it was \(now)")
        last = now
      }
    },
    Law("a link that does not exist is a failure, never zero", "D3") { bench, trial in
      let counters = try await bench.make()
      await trial.expect("reading a missing link", failsWith: [LinkFailure.unknownLink]) {
        try await counters.counters(of: bench.missing)
      }
    },
    Law("a link that is gone is a failure, never its last reading", "D3") { bench, trial in
      let counters = try await bench.make()
      try await bench.carry(received: 10, sent: 10)
      _ = try await counters.counters(of: bench.link)
      try await bench.remove()
      await trial.expect("reading a removed link", failsWith: [LinkFailure.unknownLink]) {
        try await counters.counters(of: bench.link)
      }
    },
    Law("a cancelled reading ends, with its value or as cancelled", "A10") { bench, trial in
      let counters = try await bench.make()
      trial.step("reading counters in a cancelled task")
      let ending = try await trial.cancelled {
        await Ending.of { () throws(LinkFailure) in _ = try await counters.counters(of: bench.link) }
      }
      trial.expect(
        [.returned, .failed(.cancelled)].contains(ending), "a value or cancelled", seen: "it \(ending)")
    },
  ]
}
