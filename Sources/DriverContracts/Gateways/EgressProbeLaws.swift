import TollGateCore

extension Laws {
  /// What every `EgressProbe` keeps.
  public static let egressProbe: [Law<any EgressProbeBench>] = [
    Law("a target that answers has answered", "C9") { bench, trial in
      trial.expect(try await trial.knock(bench, answers: true), is: .answered, "the egress")
    },
    Law("a silent target is given up at the limit", "C9") { bench, trial in
      trial.expect(try await trial.knock(bench, answers: false), is: .silent, "the egress")
    },
    Law("a knock is one knock", "C9") { bench, trial in
      _ = try await trial.knock(bench, answers: false)
      trial.expect(await bench.knocks(), is: 1, "the number of knocks")
    },
    Law("a knock goes out by its own link or not at all", "C9") { bench, trial in
      try await bench.answer(true)
      trial.step("knocking over a link that does not exist")
      let egress = try await bench.make().reach(bench.target, over: bench.missingLink, within: bench.limit)
      trial.expect(egress, is: .silent, "the egress")
      trial.expect(await bench.knocks(), is: 0, "the number of knocks")
    },
    Law("a cancelled knock ends, and proves nothing", "A10") { bench, trial in
      try await bench.answer(false)
      let probe = try await bench.make()
      trial.step("knocking in a cancelled task")
      let egress = try await trial.cancelled {
        await probe.reach(bench.target, over: bench.link, within: .hours(24))
      }
      trial.expect(egress, is: .silent, "the egress")
    },
    Law("silence is not remembered", "C9") { bench, trial in
      let probe = try await bench.make()
      for (answers, wanted) in [(false, Egress.silent), (true, .answered), (false, .silent)] {
        try await bench.answer(answers)
        trial.step("knocking again")
        let egress = await probe.reach(bench.target, over: bench.link, within: bench.limit)
        trial.expect(egress, is: wanted, "the egress")
      }
    },
  ]
}

extension Trial {
  fileprivate func knock(_ bench: any EgressProbeBench, answers: Bool) async throws -> Egress {
    try await bench.answer(answers)
    let probe = try await bench.make()
    step("knocking")
    return await probe.reach(bench.target, over: bench.link, within: bench.limit)
  }
}
