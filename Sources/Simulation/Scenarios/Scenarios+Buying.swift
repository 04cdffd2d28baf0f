import TollGateCore

/// Defects of the reference client on the buying side (L17): what it believes, and whom it asks.
extension Scenario {
  static let buying: [Scenario] = [
    Scenario(
      "spend-cap", .defect(5), ["C7", "K9"], before: "no backoff and no cap: it pays as long as there are sats",
      now: "two payments for nothing stop a seller", lasts: 1200,
      faults: [Stage.at(0, .gateway(0, .deliveries(.gateFails, times: 200)))],
      [
        Expectation("two payments, then it stops") { $0.payments == 2 },
        Expectation("the stop is told") { $0.stood { $0 == .stopped(.blindInARow) } },
      ]),
    Scenario(
      "codes-ignored", .defect(6), ["C5", "C6"], before: "notice codes are ignored: it pays again at once",
      now: "\"stop and tell\" stops, until somebody has looked",
      faults: [Stage.at(0, .gateway(0, .deliveries(.notice(.invalidToken, signing: .own, taken: false), times: 1)))],
      [
        Expectation("told, with its code") { $0.stood { $0 == .stopped(.refusal(.invalidToken)) } },
        Expectation("nothing is taken") { $0.payments == 0 },
      ]),
    Scenario(
      "forged-grant", .defect(7), ["C6"], before: "any 1022 is believed, whoever signed it",
      now: "only the seller's own signature, or the meter, opens a session",
      faults: [Stage.at(0, .gateway(0, .deliveries(.grant(.otherKey), times: 1)))],
      [
        Expectation("credited by the meter, not by the forgery") {
          $0.said { if case .paymentStands(_, .there, _) = $0 { true } else { false } }
        }, Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "mint-spelling", .defect(8), ["B7"], before: "mint addresses must match to the letter",
      now: "compared in canonical form", setup: { $0.policy.mints = [MintURL("HTTPS://MINT.example:443/")] },
      [Stage.online]),
    Scenario(
      "cheapest-offer", .defect(9), ["B7", "K3"], before: "the first offer is taken, whatever it costs",
      now: "the cheapest affordable offer wins",
      setup: {
        $0.mints.append(MintSetup("https://second.example"))
        $0.policy.mints.append(MintURL("https://second.example"))
        $0.gateways[0].prices = [PriceSetup(mint: 0, price: Sats(8)), PriceSetup(mint: 1, price: Sats(2))]
        $0.purse.append(PurseSetup(mint: 1, amounts: [2, 2, 2, 2, 2, 2, 2, 2]))
      },
      [
        Expectation("every token is the cheaper one") { $0.world.books.tokens.allSatisfy { $0.mint == 1 } },
        Stage.online,
      ]),
    Scenario(
      "fee-forgotten", .defect(10), ["B7", "C2"], before: "the input fee is not part of the affordability test",
      now: "a token that nets too little is never made",
      setup: {
        $0.mints[0] = MintSetup(Stage.mint, feePPK: 1000)
        $0.purse = [PurseSetup(amounts: [2])]
      },
      [
        Expectation("no token is made") { $0.world.books.tokens.isEmpty },
        Expectation("the reason is told") {
          $0.stood {
            switch $0 {
            case .noFunds, .noExactChange, .overBudget: true
            default: false
            }
          }
        },
      ]),
    Scenario(
      "double-purchase", .defect(11), ["D4", "K13"], before: "its defaults buy twice within ten seconds",
      now: "never while half or more is left", setup: { $0.policy.purchase.marginMilliseconds = 120_000 },
      [Expectation("one payment in the first 25 s") { $0.payments(to: 25) == 1 }, Stage.nothingLost, Stage.online]),
    Scenario(
      "ambiguous-usage", .defect(12), ["C7", "D3"], before: "-1/-1 after each payment drains the wallet",
      now: "two payments for nothing at the most", lasts: 600,
      faults: [Stage.at(0, .gateway(0, .usage(.noSession, .seconds(590))))],
      [Expectation("two payments, and then a stop") { $0.payments == 2 }, Stage.nothingLost]),
    Scenario(
      "address-removed", .defect(14), ["A9"], before: "the removal of any address kills sessions",
      now: "a temporary address that goes ends nothing",
      setup: { $0.networks[0].router6 = .v6(0xFE80_0000_0000_0000, 1) },
      faults: [Stage.at(20, .link(Stage.wifi, .temporaryAddressEnds))],
      [
        Expectation("no session ends") { !$0.said { if case .sessionEnded = $0 { true } else { false } } },
        Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "last-event-dropped", .defect(15), ["A10"], before: "its throttle drops the final state",
      now: "the last state always wins",
      faults: [
        Stage.at(20, .link(Stage.wifi, .flaps(3, every: .milliseconds(40)))),
        Stage.at(21, .link(Stage.wifi, .carrier(false))), Stage.at(60, .link(Stage.wifi, .carrier(true))),
      ],
      [Expectation("online 5 s after the last change") { $0.gap(from: 66, to: 90) == .zero }, Stage.online]),
    Scenario(
      "blocking-probe", .defect(16), ["B1", "B8"], before: "a silent host holds up every other gateway",
      now: "each gateway is looked at by itself",
      setup: {
        Stage.second(&$0)
        $0.policy.paid = .all
      }, faults: [Stage.at(0, .gateway(1, .silent(.minutes(4))))],
      [Expectation("online within 5 s") { $0.gap(from: 5, to: 50) == .zero }, Stage.online]),
    Scenario(
      "price-zero", .defect(18), ["B2"], before: "a price of 0 is not checked",
      now: "no usable price is a reason of its own",
      faults: [Stage.at(0, .gateway(0, .advertisement(.noUsablePrice, .seconds(30))))],
      [
        Expectation("named") { $0.stood { $0 == .invalidAdvertisement(.noUsablePrice) } },
        Expectation("nothing is paid meanwhile") { $0.payments(to: 30) == 0 }, Stage.online,
      ]),
    Scenario(
      "port-80", .defect(19), ["B9", "K15"], before: "port 80 of any host that answers is asked, every 30 s",
      now: "only after a valid advertisement, once per attachment",
      faults: [Stage.at(0, .gateway(0, .portal(.minutes(5))))],
      [Expectation("never asked") { $0.requests(.port80) == 0 }]),
    Scenario(
      "redirects", .defect(20), ["B1"], before: "redirects are followed with the token in hand",
      now: "a redirect is no TollGate", faults: [Stage.at(0, .gateway(0, .redirects(.minutes(5))))],
      [
        Expectation("named, with its status") { $0.stood { $0 == .notATollGate(status: 302) } },
        Expectation("nothing is delivered") { $0.requests(.delivery) == 0 },
      ]),
    Scenario(
      "inert-trust", .defect(21), ["B6"], before: "the block list is configurable and has no effect",
      now: "a blocked key is never paid",
      setup: { $0.policy.trust.blocked = [GatewayModel.key(0, 0)] },
      [
        Expectation("said so") { $0.stood { $0 == .untrusted(.blocked) } },
        Expectation("nothing is paid") { $0.world.books.tokens.isEmpty },
      ]),
    Scenario(
      "stale-terms", .defect(24), ["C1", "B5"],
      before: "renewed without a fresh advertisement: short by the price rise",
      now: "what a payment relies on is 5 s old at most",
      faults: [Stage.at(40, .gateway(0, .price(percent: 200)))],
      [
        Expectation("renewed at the new price, in full") {
          $0.world.books.credits.count >= 3 && $0.world.books.credits.allSatisfy { $0.added >= 60_000 }
        }, Stage.nothingLost, Stage.online,
      ]),
  ]
}
