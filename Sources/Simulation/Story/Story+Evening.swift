import TollGateCore

extension Story {
  static var evening: [Scene] { [mintOutage, night] }

  private static var mintOutage: Scene {
    Scene(
      "A mint falls silent for an hour",
      "The neighbour can no longer redeem its coins. The device holds some of another mint, in sizes that fit: no mint has"
        + " to be asked to pay with them.",
      until: at(4, 0), faults: [Scheduled(at: at(2, 55), .mint(usualMint, .down(.hours(1))))], lines: 8,
      claims: [
        Claim("paid on, with coins of the other mint") { seen in
          let mints = seen.effects.compactMap { effect in
            if case .ask(_, .prepare(let order)) = effect { order.offer.mint } else { nil }
          }
          return seen.takings.count >= 2 && mints.allSatisfy { $0 == setup.policy.mints[otherMint] }
        },
        Claim("not a second without access") { $0.gap == .zero },
      ])
  }

  private static var night: Scene {
    Scene(
      "Back in the café, and a quiet night",
      "The price is what it was; the Wi-Fi is preferred again. Nobody watches.",
      until: at(24, 0),
      faults: [gateway(at(4, 0), cafe, .price(percent: 100)), link(at(4, 1), wifi, .roam(network: cafeNet))], lines: 8,
      claims: [
        Claim("renewed all night long") { $0.begun(.renewal) >= 10 && $0.isOnline },
        Claim("every payment was redeemed once, and brought service") { seen in
          seen.nothingPaidTwice && Set(seen.takings.map(\.payment)) == Set(seen.credits.compactMap(\.payment))
        },
      ])
  }
}
