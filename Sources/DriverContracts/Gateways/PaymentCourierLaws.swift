import TollGateCore

extension Laws {
  /// What every `PaymentCourier` keeps.
  public static let paymentCourier: [Law<any PaymentCourierBench>] = answers + evidence + manners

  private static let token = Array("cashuB-a-token-of-the-laws".utf8)

  private static let answers: [Law<any PaymentCourierBench>] = [
    Law("a grant is handed over as the gateway signed it", "C6") { bench, trial in
      trial.expect(try await trial.deliver(bench, .grants), is: .granted(bench.grant), "the delivery")
    },
    Law("a notice keeps its code and its signer", "C5") { bench, trial in
      for code in [NoticeCode.tokenSpent, .unrecognised("no-such-code")] {
        let delivery = try await trial.deliver(bench, .refuses(code))
        guard case .notice(let notice) = delivery else {
          trial.expect(false, "a notice", seen: "it was \(delivery)")
          continue
        }
        trial.expect(notice.code, is: code, "the code")
        trial.expect(notice.proof, is: .signed(bench.seller.key), "the proof")
      }
    },
    Law("a page that nobody signed is unreadable, with its status", "C5") { bench, trial in
      for status: UInt16 in [200, 404, 502] {
        let delivery = try await trial.deliver(bench, .page(status: status))
        trial.expect(delivery, is: .unreadable(status: status), "the delivery")
      }
    },
    Law("the body is the token and nothing else", "C4") { bench, trial in
      _ = try await trial.deliver(bench, .grants)
      trial.expect(await bench.visits().map(\.body), is: [token], "the bodies that arrived")
    },
  ]

  private static let evidence: [Law<any PaymentCourierBench>] = [
    Law("where nothing listens, nothing was sent", "C6") { bench, trial in
      let delivery = try await trial.deliver(bench, .absent)
      guard case .notSent = delivery else {
        return trial.expect(false, "not sent, since no byte has left", seen: "it was \(delivery)")
      }
    },
    Law("not sent is said only if not one byte of the body has left", "C6") { bench, trial in
      for count in [1, token.count / 2, token.count] {
        let delivery = try await trial.deliver(bench, .closes(afterBody: count))
        if case .notSent = delivery {
          trial.expect(false, "no word of not sent", seen: "\(count) bytes of the body had arrived: \(delivery)")
        }
      }
    },
    Law("a connection that closes without an answer is lost", "C6") { bench, trial in
      trial.expect(try await trial.deliver(bench, .closes(afterBody: token.count)), is: .lost, "the delivery")
    },
    Law("a silent gateway is given up at the limit, and the token is lost, not unsent", "C4", "C6") { bench, trial in
      trial.expect(try await trial.deliver(bench, .silent), is: .lost, "the delivery")
    },
    Law("a token goes out by its own link or not at all", "K11", "B1") { bench, trial in
      try await bench.play(.grants)
      trial.step("delivering over a link that does not exist")
      let courier = try await bench.make()
      let delivery = await courier.deliver(
        Bearer(secret: token), to: bench.sellerOnMissingLink, within: bench.limit)
      guard case .notSent = delivery else {
        return trial.expect(false, "not sent", seen: "it was \(delivery)")
      }
      trial.expect(await bench.visits(), is: [], "the visits at the gateway")
    },
    Law("a cancelled delivery ends, and does not call unsent what has left", "C6", "A10") { bench, trial in
      try await bench.play(.silent)
      let courier = try await bench.make()
      let delivery = try await trial.run {
        await courier.deliver(Bearer(secret: token), to: bench.seller, within: .hours(24))
      } beside: {
        trial.step("waiting for the token to arrive")
        await bench.bodyArrived()
      }
      trial.expect(delivery, is: .lost, "the delivery")
    },
  ]

  private static let manners: [Law<any PaymentCourierBench>] = [
    Law("a delivery is one request, even if it fails", "C4") { bench, trial in
      for script in [TillScript.grants, .closes(afterBody: token.count), .refuses(.serviceUnavailable)] {
        let before = await bench.visits().count
        _ = try await trial.deliver(bench, script)
        let visits = await bench.visits().dropFirst(before)
        trial.expect(visits.map(\.requests), is: [1], "the requests of one delivery, by connection")
      }
    },
    Law("each delivery uses a connection of its own", "C4") { bench, trial in
      try await bench.play(.grants)
      let courier = try await bench.make()
      for _ in 0..<2 {
        trial.step("delivering twice with one driver")
        _ = await courier.deliver(Bearer(secret: token), to: bench.seller, within: bench.limit)
      }
      trial.expect(await bench.visits().map(\.requests), is: [1, 1], "the requests, by connection")
    },
    Law("a token follows no redirect", "C5", "K11") { bench, trial in
      trial.expect(try await trial.deliver(bench, .redirects), is: .unreadable(status: 302), "the delivery")
      let astray = await bench.visits().filter(\.redirected)
      trial.expect(astray, is: [], "the visits elsewhere")
    },
  ]
}

extension Trial {
  fileprivate func deliver(_ bench: any PaymentCourierBench, _ script: TillScript) async throws -> Delivery {
    try await bench.play(script)
    let courier = try await bench.make()
    step("delivering to a gateway that is told: \(script)")
    let token = Array("cashuB-a-token-of-the-laws".utf8)
    return await courier.deliver(Bearer(secret: token), to: bench.seller, within: bench.limit)
  }
}
