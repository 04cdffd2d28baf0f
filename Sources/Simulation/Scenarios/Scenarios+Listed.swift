import TollGateCore

/// The failures of the spec's list, L1 to L16.
extension Scenario {
  static let listed: [Scenario] = discovery + decisions + lives

  private static let discovery = [
    Scenario(
      "failed-probe", .listed(1), ["B4"], before: "one failed probe, and the gateway is never tried again",
      now: "looked at again after 1, 2, 4 … 60 s", faults: [Stage.at(0, .gateway(0, .silent(.seconds(8))))],
      [
        Expectation("said to be unreachable") { $0.stood { if case .unreachable = $0 { true } else { false } } },
        Expectation("online 20 s after it speaks") { $0.gap(from: 28, to: 50) == .zero }, Stage.online,
      ]),
    Scenario(
      "missed-event", .listed(2), ["A2", "A4", "A5"], before: "connected, not paying, until somebody pulls the cable",
      now: "the poll beside netlink finds it within one period", setup: { $0.links[0].plugged = false },
      faults: [Stage.at(1, .netlinkMuted(.minutes(4))), Stage.at(10, .link(Stage.wifi, .plug))],
      [Expectation("online within 40 s of the event") { $0.gap(from: 50, to: 100) == .zero }, Stage.online]),
    Scenario(
      "flapping", .listed(4), ["A10"], before: "a probe races the clean-up: discovery is lost, or doubled",
      now: "the last state wins; probes of a lost link end at once",
      faults: [Stage.at(30, .link(Stage.wifi, .flaps(20, every: .milliseconds(150))))],
      [
        Expectation("online 15 s after the last flap") { $0.gap(from: 50, to: 80) == .zero },
        Expectation("what was bought before is used, not bought again") { $0.payments(from: 30, to: 50) == 0 },
        Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "invalid-advertisement", .listed(5), ["B2", "B4"], before: "temporary and permanent causes are treated alike",
      now: "each flaw has its reason, and the gateway is looked at again",
      faults: [Stage.at(0, .gateway(0, .advertisement(.wrongSignature, .seconds(20))))],
      [
        Expectation("the flaw is named") { $0.stood { $0 == .invalidAdvertisement(.wrongSignature) } },
        Expectation("nothing is paid meanwhile") { $0.payments(to: 20) == 0 },
        Expectation("online within a minute after") { $0.gap(from: 80, to: 100) == .zero }, Stage.online,
      ]),
    Scenario(
      "late-lease", .listed(7), ["A1", "A7"], before: "started before DHCP had finished, nothing is ever found",
      now: "a table without gateway is followed by one with it", setup: { $0.links[0].dhcp = .seconds(20) },
      [Expectation("online 5 s after the lease") { $0.gap(from: 25, to: 60) == .zero }, Stage.online]),
    Scenario(
      "silent-roam", .listed(12), ["A1", "A8"], before: "Wi-Fi moves to another gateway, and the old session goes on",
      now: "another attachment is another gateway, even at the same address",
      setup: {
        $0.networks.append(NetworkSetup(router: Stage.router))
        $0.gateways.append(Stage.gateway(network: 1))
      },
      faults: [Stage.at(40, .link(Stage.wifi, .roam(network: 1)))],
      [
        Expectation("the new gateway is paid") { $0.world.books.takings.contains { $0.gateway == 1 } },
        Expectation("every token arrives at its own key") {
          $0.world.books.arrivals.allSatisfy { $0.key == $0.seller.key }
        },
        Stage.nothingLost, Stage.online,
      ]),
  ]

  private static let decisions = [
    Scenario(
      "lingering-session", .listed(3), ["D1", "B4"],
      before: "the periodic check sleeps while an expired session lingers",
      now: "an ended session is removed, and its gateway is a candidate again",
      setup: { $0.purse = [PurseSetup(amounts: [2])] },
      faults: [Stage.at(150, .fund(PurseSetup(amounts: [2, 2, 2, 2, 2, 2])))],
      [
        Expectation("the session has ended, and its story is told") {
          $0.said { if case .sessionEnded(let story) = $0 { story.end == .usedUp } else { false } }
        },
        // Its root has been looked at four times within the minute before: the next look has to wait.
        Expectation("bought again 30 s after the wallet was filled") { $0.payments(from: 150, to: 180) == 1 },
        Stage.online,
      ]),
    Scenario(
      "no-session-made", .listed(6), ["B4", "C1"], before: "advertisement fine, wallet empty: nothing is retried",
      now: "a change of funds starts the backoff anew", setup: { $0.purse = [] },
      faults: [Stage.at(100, .fund(PurseSetup(amounts: [2, 2, 4, 8, 16])))],
      [
        Expectation("the reason is told") { $0.stood { if case .noFunds = $0 { true } else { false } } },
        Expectation("online 10 s after the wallet was filled") { $0.gap(from: 110, to: 150) == .zero }, Stage.online,
      ]),
    Scenario(
      "price-rise", .listed(9), ["B5", "B7"], before: "terms change during a session, unnoticed, and are paid",
      now: "noticed within a minute; a price above the ceiling is not paid",
      faults: [Stage.at(70, .gateway(0, .price(percent: 10_000)))],
      [
        Expectation("the change is told, as incompatible") {
          $0.said { if case .advertisementChanged(_, false) = $0 { true } else { false } }
        },
        Expectation("too dear, and said so") { $0.stood { $0 == .tooDear } },
        Expectation("nothing is paid at that price") { $0.payments(from: 71, to: 300) == 0 }, Stage.nothingLost,
      ]),
    Scenario(
      "failed-renewal", .listed(10), ["D5"], before: "a renewal fails, and the session hangs in between",
      now: "told with its reason, and tried again by the same path",
      faults: [Stage.at(40, .gateway(0, .advertisement(.wrongSignature, .seconds(60))))],
      [
        Expectation("told, with the reason") {
          $0.said { if case .renewalFailed(_, .invalidAdvertisement(.wrongSignature), _) = $0 { true } else { false } }
        },
        Expectation("online again a minute after it sells again") { $0.gap(from: 160, to: 200) == .zero },
        Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "empty-purse", .listed(11), ["F4"], before: "a payout empties the wallet between balance check and payment",
      now: "what one payment has reserved no other spends",
      setup: {
        Stage.second(&$0)
        $0.policy.paid = .all
        $0.purse = [PurseSetup(amounts: [2])]
      },
      [
        Expectation("one seller is paid, once") { $0.payments == 1 },
        Expectation("the other hears why not") {
          $0.stood { if case .noFunds = $0 { true } else { false } }
            || $0.said { if case .purchaseFailed = $0 { true } else { false } }
        }, Stage.nothingLost,
      ]),
    Scenario(
      "paused-session", .listed(13), ["D1"], before: "a paused session that nobody resumes",
      now: "there is no pause: bounds stop purchases, and the next look starts them again",
      faults: [
        Stage.at(20, .gateway(0, .price(percent: 10_000))), Stage.at(120, .gateway(0, .price(percent: 100))),
      ],
      [Expectation("online a minute after the price is back") { $0.gap(from: 185, to: 220) == .zero }, Stage.online]),
  ]

  private static let lives = [
    Scenario(
      "restart", .listed(8), ["E1", "E2"], before: "restarted with an allotment still running upstream: paid again",
      now: "asked first; what is still there is adopted",
      setup: {
        $0.policy.purchase.milliseconds = 600_000
      }, faults: [Stage.at(100, .crash(Crash(downFor: .seconds(5))))],
      [
        Expectation("the allotment is adopted") {
          $0.said { if case .sessionOpened(_, _, true) = $0 { true } else { false } }
        },
        Expectation("nothing is paid after the restart") { $0.payments(from: 100, to: 300) == 0 }, Stage.online,
      ]),
    Scenario(
      "left-behind", .listed(14), ["E3"], before: "a disconnect leaves records behind that block the next discovery",
      now: "what was known of a link ends with it",
      faults: [
        Stage.at(20, .link(Stage.wifi, .carrier(false))), Stage.at(30, .link(Stage.wifi, .carrier(true))),
      ],
      [
        Expectation("online 5 s after it is back") { $0.gap(from: 36, to: 60) == .zero },
        Expectation("what runs upstream is adopted, not bought") { $0.payments(from: 20, to: 40) == 0 }, Stage.online,
      ]),
    Scenario(
      "former-answers", .listed(15), ["K5"], before: "answers of a former connection are delivered to the new one",
      now: "every answer quotes its operation; a stale one is one note",
      faults: [
        Stage.at(0, .strayAnswers(for: .seconds(100))),
        Stage.at(2, .slowAnswers(.milliseconds(800), for: .seconds(60))),
        Stage.at(20, .link(Stage.wifi, .flaps(8, every: .seconds(3)))),
      ],
      [
        Expectation("stale answers came, and were noted") {
          $0.said { if case .staleAnswer = $0 { true } else { false } }
        },
        Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "two-payers", .listed(16), ["K2"], before: "start scan, event loop and periodic check make two sessions",
      now: "one machine, one payment per seller",
      faults: (0...10).map { Stage.at($0, .command(.probeNow)) } + [Stage.at(1, .driverEnds(.links))],
      [
        Expectation("one payment in the first half minute") { $0.payments(to: 30) == 1 },
        Expectation("one session") {
          $0.notes.count { if case .sessionOpened = $0.note { true } else { false } } == 1
        }, Stage.nothingLost, Stage.online,
      ]),
  ]
}
