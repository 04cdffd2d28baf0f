import TollGateCore

extension Laws {
  /// What every `UsageMeter` keeps.
  public static let usageMeter: [Law<any UsageMeterBench>] = [
    Law("a reading is what the source shows", "D2", "D3") { bench, trial in
      let meter = try await bench.make()
      var origin: (shown: UInt64, read: UInt64)?
      for shown in bench.readings {
        try await bench.show(shown)
        trial.step("reading \(shown)")
        let read = try await meter.read(bench.target)
        guard case .odometer(let there) = shown, case .odometer(let here) = read else {
          trial.expect(read, is: shown, "the reading")
          continue
        }
        let (first, base) = origin ?? (there, here)
        trial.expect(here &- base, is: there &- first, "what the odometer has gained")
        origin = (first, base)
      }
    },
    Law("no reading is a failure, never zero", "D3") { bench, trial in
      for loss in bench.losses where loss != .silent {
        try await bench.lose(loss)
        await trial.expect("reading a source that is \(loss)", failsWith: MeterFailure.anyLoss) {
          try await bench.make().read(bench.target)
        }
      }
    },
    Law("a meter gives up a silent source by itself", "D3") { bench, trial in
      guard bench.losses.contains(.silent) else { return }
      try await bench.lose(.silent)
      await trial.expect("reading a silent source", failsWith: MeterFailure.anyLoss) {
        try await bench.make().read(bench.target)
      }
    },
    Law("a source that is lost is not told from memory", "D3") { bench, trial in
      let meter = try await bench.make()
      guard let shown = bench.readings.first else { return trial.expect(false, "a reading to show", seen: "none") }
      try await bench.show(shown)
      trial.step("reading \(shown)")
      _ = try await meter.read(bench.target)
      guard bench.losses.contains(.gone) else { return }
      try await bench.lose(.gone)
      await trial.expect("reading a source that went away", failsWith: MeterFailure.anyLoss) {
        try await meter.read(bench.target)
      }
    },
    Law("a meter reads again once its source is back", "D3") { bench, trial in
      let meter = try await bench.make()
      guard let shown = bench.readings.last else { return trial.expect(false, "a reading to show", seen: "none") }
      for loss in bench.losses.suffix(1) { try await bench.lose(loss) }
      _ = try? await meter.read(bench.target)
      try await bench.show(shown)
      trial.step("reading a source that is back")
      _ = try await meter.read(bench.target)
    },
    Law("a reading asks at most once", "B1", "K15") { bench, trial in
      for loss in bench.losses.suffix(1) { try await bench.lose(loss) }
      trial.step("reading a garbled source")
      _ = try? await bench.make().read(bench.target)
      let requests = await bench.requests()
      trial.expect(requests <= 1, "one request at most", seen: "there were \(requests)")
    },
    Law("a cancelled reading is a reading or cancelled", "A10") { bench, trial in
      if bench.losses.contains(.silent) { try await bench.lose(.silent) }
      let meter = try await bench.make()
      trial.step("reading a silent source in a cancelled task")
      let ending = try await trial.cancelled {
        await Ending.of { () throws(MeterFailure) in _ = try await meter.read(bench.target) }
      }
      let wanted = (MeterFailure.anyLoss + [.cancelled, .unreachable(.cancelled)]).map(Ending.failed)
      trial.expect(wanted.contains(ending), "cancelled, or why there is no reading", seen: "it \(ending)")
    },
  ]
}

extension MeterFailure {
  fileprivate static var anyLoss: [MeterFailure] {
    [.unreadable, .linkGone] + ReachFailure.allCases.filter { $0 != .cancelled }.map(MeterFailure.unreachable)
  }
}
