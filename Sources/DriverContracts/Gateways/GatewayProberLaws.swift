import TollGateCore

extension Laws {
  /// What every `GatewayProber` keeps.
  public static let gatewayProber: [Law<any GatewayProberBench>] = answers + manners + limits + clients

  private static let answers: [Law<any GatewayProberBench>] = [
    Law("a look brings both answers as the gateway gave them", "B1", "B2") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(usage: .reading(used: 7, total: 60_000)))
      trial.expect(report.offer, is: .advertisement(bench.advertisement), "the offer")
      trial.expect(report.usage, is: .reading(.usage(used: 7, total: 60_000)), "the usage")
    },
    Law("no session is a reading of its own", "D3") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(usage: .noSession))
      trial.expect(report.usage, is: .reading(.noSession), "the usage")
    },
    Law("an unreadable usage is no reading, never zero", "D3") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(usage: .garbled))
      trial.expect(report.usage, is: .nothing(.unreadable), "the usage")
    },
    Law("a forged advertisement is never taken", "B2") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .forges))
      trial.expect(report.offer, is: .invalid(.wrongSignature), "the offer")
    },
    Law("a notice says that it is a TollGate, and why it doesn't sell", "B3") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .refuses(.serviceUnavailable)))
      trial.expect(report.offer, is: .notSelling(.serviceUnavailable), "the offer")
    },
    Law("a portal's page is no TollGate, and its usage still counts", "B1", "B4") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .page, usage: .reading(used: 1, total: 2)))
      let known = [OfferAnswer.invalid(.notJSON), .notATollGate(status: 200)].contains(report.offer)
      trial.expect(known, "not JSON, or no TollGate with status 200", seen: "it was \(report.offer)")
      trial.expect(report.usage, is: .reading(.usage(used: 1, total: 2)), "the usage")
    },
  ]

  private static let manners: [Law<any GatewayProberBench>] = [
    Law("a look asks once for each answer", "B1", "K15") { bench, trial in
      _ = try await trial.look(bench, GatewayScript(root: .page, usage: .garbled))
      let requests = await bench.requests().sorted { $0.rawValue < $1.rawValue }
      trial.expect(requests, is: [.root, .usage], "the requests of one look")
    },
    Law("a look follows no redirect", "B1") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .redirects, usage: .redirects))
      trial.expect(report.offer, is: .notATollGate(status: 302), "the offer")
      trial.expect(report.usage, is: .nothing(.unreadable), "the usage")
      let requests = await bench.requests()
      trial.expect(!requests.contains(.redirected), "no request elsewhere", seen: "there were \(requests)")
    },
    Law("a look goes out by the gateway's link or not at all", "B1", "A8") { bench, trial in
      try await bench.play(GatewayScript())
      trial.step("looking over a link that does not exist")
      let report = try await bench.make().probe(bench.gatewayOnMissingLink, within: bench.limit)
      guard case .unreachable = report.offer else {
        return trial.expect(false, "the offer to be unreachable", seen: "it was \(report.offer)")
      }
      trial.expect(await bench.requests(), is: [], "the requests that reached the gateway")
    },
  ]

  private static let limits: [Law<any GatewayProberBench>] = [
    Law("a silent root does not hold up the usage", "B1") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .silent, usage: .reading(used: 3, total: 9)))
      trial.expect(report.offer, is: .unreachable(.timedOut), "the offer")
      trial.expect(report.usage, is: .reading(.usage(used: 3, total: 9)), "the usage")
    },
    Law("a silent usage does not hold up the offer", "B1") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(usage: .silent))
      trial.expect(report.offer, is: .advertisement(bench.advertisement), "the offer")
      trial.expect(report.usage, is: .nothing(.unreachable(.timedOut)), "the usage")
    },
    Law("a look at a silent gateway ends by itself", "B1") { bench, trial in
      let report = try await trial.look(bench, GatewayScript(root: .silent, usage: .silent))
      trial.expect(report.offer, is: .unreachable(.timedOut), "the offer")
      trial.expect(report.usage, is: .nothing(.unreachable(.timedOut)), "the usage")
    },
    Law("a gateway that is not there is unreachable", "B4") { bench, trial in
      try await bench.leave()
      trial.step("looking where nothing listens")
      let report = try await bench.make().probe(bench.gateway, within: bench.limit)
      guard case .unreachable = report.offer, case .nothing(.unreachable) = report.usage else {
        return trial.expect(false, "both answers to be unreachable", seen: "it was \(report)")
      }
    },
    Law("a cancelled look ends, and invents nothing", "A10") { bench, trial in
      try await bench.play(GatewayScript(root: .silent, usage: .silent))
      let prober = try await bench.make()
      trial.step("looking in a cancelled task")
      let report = try await trial.cancelled { await prober.probe(bench.gateway, within: .hours(24)) }
      guard case .unreachable = report.offer else {
        return trial.expect(false, "an unreachable offer", seen: "it was \(report.offer)")
      }
    },
  ]

  private static let clients: [Law<any GatewayProberBench>] = [
    Law("who we are there is told as the gateway tells it", "D3") { bench, trial in
      let prober = try await bench.make()
      for told in [ClientReport(identity: .resolved, access: .active), .init(identity: .unresolved, access: .none)] {
        try await bench.play(GatewayScript(client: told))
        trial.step("asking who we are")
        trial.expect(await prober.clarify(bench.gateway, within: bench.limit), is: told, "the client")
      }
    },
    Law("silence about who we are is unknown, in time", "D3") { bench, trial in
      try await bench.play(GatewayScript(client: nil))
      trial.step("asking a silent gateway who we are")
      let report = try await bench.make().clarify(bench.gateway, within: bench.limit)
      trial.expect(report, is: ClientReport(identity: .silent, access: .unknown), "the client")
    },
    Law("registering asks port 80 once, and ends even without an answer", "B9", "K15") { bench, trial in
      try await bench.play(GatewayScript(client: nil))
      trial.step("registering at a silent gateway")
      try await bench.make().register(bench.gateway, within: bench.limit)
      trial.expect(await bench.requests(), is: [.port80], "the requests of one registration")
    },
  ]
}

extension Trial {
  fileprivate func look(_ bench: any GatewayProberBench, _ script: GatewayScript) async throws -> GatewayReport {
    try await bench.play(script)
    let prober = try await bench.make()
    step("looking at a gateway")
    return await prober.probe(bench.gateway, within: bench.limit)
  }
}
