import TollGateCore

/// What users of the reference client report on the buying side (L17).
extension Scenario {
  static let reports: [Scenario] = [
    Scenario(
      "thin-wallet", .report(483), ["C2"], before: "a big increment and a thin wallet: no session at all",
      now: "the largest number of steps that can be paid",
      setup: {
        $0.policy.purchase.milliseconds = 600_000
        $0.purse = [PurseSetup(amounts: [2, 2, 2])]
      },
      [
        Expectation("all of it is spent in the end") { $0.spent == Sats(6) },
        Expectation("online for as long as it lasts") { $0.gap(from: 5, to: 170) <= .seconds(3) }, Stage.nothingLost,
      ]),
    Scenario(
      "unknown-client", .report(88), ["B9", "C5"], before: "the gate opens, and usage stays 0 for ever",
      now: "one port-80 request introduces us", setup: { $0.gateways[0].needsRegistration = true },
      [Expectation("asked once") { $0.requests(.port80) == 1 }, Stage.nothingLost, Stage.online]),
    Scenario(
      "unresolved-client", .report(422), ["D3"], before: "/usage cannot resolve the client: 20 payments in 95 s",
      now: "whoever is not resolved pays nothing",
      faults: [Stage.at(0, .gateway(0, .unresolvedClient(.seconds(100))))],
      [
        Expectation("said so") { $0.stood { $0 == .unresolvedClient } },
        Expectation("nothing is paid meanwhile") { $0.payments(to: 100) == 0 }, Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "route-metrics", .report(454), ["A7", "B8"],
      before: "routes with a metric are overlooked, the wrong upstream is paid",
      now: "the kernel's preferred route is the one that is paid", setup: { Stage.second(&$0, metric: 50) },
      [
        Expectation("only the preferred one is paid") { $0.world.books.takings.allSatisfy { $0.gateway == 1 } },
        Expectation("the other stands by") { $0.stood { $0 == .standby } }, Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "degraded", .report(400), ["B3", "B4"], before: "hours degraded while the mint is healthy",
      now: "\"not selling\" is a state with a next look",
      faults: [Stage.at(0, .gateway(0, .notSelling(.noReachableMints, .seconds(60))))],
      [
        Expectation("named") { $0.stood { $0 == .notSelling(.noReachableMints) } },
        Expectation("online a minute after") { $0.gap(from: 121, to: 150) == .zero }, Stage.online,
      ]),
    Scenario(
      "second-mint", .report(167), ["B7"], before: "only the first mint of a gateway works",
      now: "any mint that both sides know",
      setup: {
        $0.mints.append(MintSetup("https://second.example"))
        $0.policy.mints = [MintURL("https://second.example")]
        $0.gateways[0].prices = [PriceSetup(mint: 0, price: Sats(2)), PriceSetup(mint: 1, price: Sats(2))]
        $0.purse = [PurseSetup(mint: 1, amounts: [2, 2, 2, 2, 2, 2, 2, 2])]
      },
      [Stage.nothingLost, Stage.online]),
    Scenario(
      "changed-key", .report(311), ["B6"], before: "whoever answers is trusted with what was meant for another",
      now: "another key is another seller, and starts small",
      faults: [Stage.at(90, .gateway(0, .newKey))],
      [
        Expectation("told") { $0.said { if case .keyChanged = $0 { true } else { false } } },
        Expectation("every token arrives at its own key") {
          $0.world.books.arrivals.allSatisfy { $0.key == $0.seller.key }
        }, Stage.online,
      ]),
    Scenario(
      "key-after-key", .report(425), ["B6", "C7", "K9"],
      before: "a new key after each sale, and its session gone: paid each time, without end",
      now: "a sale that fails by another key is paid for nothing; four in an hour stop the interface", lasts: 900,
      faults: (1...30).flatMap { round in
        [
          Stage.at(32 * round, .gateway(0, .forgetsSession)), Stage.at(32 * round, .gateway(0, .newKey)),
        ]
      },
      [
        Expectation("four payments at the most") { $0.payments <= 4 },
        Expectation("stopped, and said") { $0.stood { $0 == .stopped(.blindOnLink) } },
      ]),
    Scenario(
      "frozen-network", .report(399), ["C9"], before: "access is granted and carries nothing: paid on and on",
      now: "without an answer from outside no further purchase",
      faults: [Stage.at(0, .gateway(0, .noEgress(.seconds(280))))],
      [
        Expectation("counted as paid for nothing") { $0.said { if case .egressMissing = $0 { true } else { false } } },
        Expectation("two payments at the most") { $0.payments <= 2 },
      ]),
  ]
}
