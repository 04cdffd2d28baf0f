import TollGateCore

/// Defects and reports about tokens that were lost (L17).
extension Scenario {
  static let money: [Scenario] = [
    Scenario(
      "crash-at-post", .defect(1), ["C4", "E4", "K12"], before: "nothing is written before the token leaves",
      now: "intent and token are on disk before the first byte",
      faults: [Stage.at(0, .crash(Crash(.afterFirstByte, downFor: .seconds(4))))],
      [
        Expectation("on disk at the first byte") {
          !$0.world.books.firstBytes.isEmpty && $0.world.books.firstBytes.allSatisfy { $0.intentIsDurable }
        },
        Expectation("no sat is missing") { $0.held + $0.spent == $0.world.books.funded }, Stage.nothingLost,
        Stage.online,
      ]),
    Scenario(
      "bad-body", .defect(2), ["C5", "C6"], before: "200 with a bad body: the token is dropped",
      now: "unknown until the meter or the mint has spoken",
      faults: [Stage.at(0, .gateway(0, .deliveries(.unreadable(status: 200, taken: true), times: 1)))],
      [
        Expectation("seen by the meter") {
          $0.said { if case .paymentStands(_, .there, _) = $0 { true } else { false } }
        },
        Expectation("one payment in the first half minute") { $0.payments(to: 30) == 1 }, Stage.nothingLost,
        Stage.online,
      ]),
    Scenario(
      "burned-token", .report(423), ["C6"], before: "the wallet is debited, the gateway refuses, the token is dropped",
      now: "a refused token is held: it is the next payment",
      faults: [
        Stage.at(0, .gateway(0, .deliveries(.notice(.serviceUnavailable, signing: .own, taken: false), times: 2)))
      ],
      [
        Expectation("held, and sent again") {
          $0.said { if case .paymentStands(_, _, .held) = $0 { true } else { false } }
        },
        Expectation("one token for the first payment") {
          $0.world.books.tokens.count { $0.at < .start + .seconds(30) } == 1
        }, Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "gate-open-failed", .report(403), ["C6", "C7"], before: "redeemed, the gate does not open: paid again at once",
      now: "claimed spent: a minute without credit, then blind",
      faults: [Stage.at(0, .gateway(0, .deliveries(.gateFails, times: 1)))],
      [
        Expectation("nothing more within a minute") { $0.payments(to: 60) == 1 },
        Expectation("counted as paid for nothing") { $0.said { if case .exposed = $0 { true } else { false } } },
        Stage.online,
      ]),
    Scenario(
      "late-receive", .report(498), ["C6", "C7"], before: "a late redemption is discarded, and it is told to try again",
      now: "the answer proves nothing; the mint does",
      faults: [Stage.at(0, .gateway(0, .deliveries(.swapTimesOut, times: 1)))],
      [
        Expectation("one payment while it is unknown") { $0.payments(to: 60) <= 1 },
        Expectation("no sat is missing") { $0.held + $0.spent == $0.world.books.funded },
      ]),
    Scenario(
      "swap-crash", .report(497), ["F2", "E4"], before: "a crash after the mint has accepted destroys value",
      now: "the request was written down: its outputs are fetched",
      setup: { $0.purse = [PurseSetup(amounts: [2, 64])] },
      faults: [Stage.at(0, .crash(Crash(.afterMintAccepted, downFor: .seconds(4))))],
      [
        Expectation("the crash has come") { $0.world.books.lives.count == 2 },
        Expectation("nothing is left at the mint") { $0.world.wallet.swaps.isEmpty },
        Expectation("no sat is missing") { $0.held + $0.spent + $0.world.books.walletFees == $0.world.books.funded },
      ]),
    Scenario(
      "lost-mint-answers", .report(495), ["F2", "C8"],
      before: "an answer of the mint is lost: the counter is out of step",
      now: "interrupted requests are asked about, once the mint answers", lasts: 600,
      faults: [Stage.at(0, .mint(0, .answersLost(3))), Stage.at(60, .mint(0, .rotate(feePPK: 100)))],
      [
        Expectation("nothing is left at the mint") { $0.world.wallet.swaps.isEmpty },
        Expectation("no sat is missing") { $0.held + $0.spent + $0.world.books.walletFees == $0.world.books.funded },
        Stage.online,
      ]),
    Scenario(
      "pending-proofs", .report(500), ["C6", "C8"], before: "pending coins are never reclaimed",
      now: "asked again until the mint has decided", lasts: 900,
      faults: [
        Stage.at(60, .mint(0, .saysPending(.seconds(120)))),
        Stage.at(61, .gateway(0, .deliveries(.requestLost, times: 1))),
      ],
      [
        Expectation("nothing is reserved at the end but what is on its way") {
          $0.world.wallet.kept.count { $0.settled == nil } <= 1
        },
        Expectation("no sat is missing") { $0.held + $0.spent + $0.world.books.walletFees == $0.world.books.funded },
        Stage.online,
      ]),
    Scenario(
      "expiring-keyset", .report(417), ["F5", "K20"], before: "a keyset expires, and the balance with it",
      now: "balances leave it while there is time", lasts: 600,
      faults: [
        Stage.at(60, .mint(0, .rotate(feePPK: 0))), Stage.at(61, .mint(0, .expire(after: .hours(1)))),
      ],
      [
        Expectation("nothing stays on it") { after in
          !after.world.wallet.coins.contains { $0.keyset == 0 && $0.use == .free }
        }, Stage.nothingLost, Stage.online,
      ]),
    Scenario(
      "lost-receipt", .report(502), ["C6", "K2"], before: "no record between payment and session: paid twice",
      now: "the meter proves it; nothing is paid twice",
      faults: [Stage.at(0, .gateway(0, .deliveries(.replyLost, times: 1)))],
      [
        Expectation("one payment while it is unknown") { $0.payments(to: 40) == 1 }, Stage.nothingLost, Stage.online,
      ]),
  ]
}
