import TollGateCore

extension Story {
  static var morning: [Scene] { [arrival, routine, lostAnswer] }

  private static var arrival: Scene {
    Scene(
      "The device comes into the range of a café",
      "Its Wi-Fi comes up. Whoever answers at the default route may be a TollGate; nothing is known of it yet.",
      until: at(0, 2), faults: [link(at(0, 0, 5), wifi, .roam(network: cafeNet))],
      claims: [
        Claim("the gateway was found, and its signed offer was checked before anything was paid") {
          $0.has { if case .gatewayFound = $0 { true } else { false } } && $0.begun(.initial) >= 1
        },
        Claim("the first payment to a stranger was the smallest that it sells: 1 sat") {
          $0.amounts.first == Sats(1)
        },
        Claim("online, and the way out was tried") {
          $0.isOnline && $0.has { if case .egressProved = $0 { true } else { false } }
        },
      ])
  }

  private static var routine: Scene {
    Scene(
      "An hour like many",
      "Five minutes at a time, each renewal seconds before the last one is used up. The gateway's meter starts anew at each"
        + " renewal, as the real ones do, so what is bought lasts longer every time.",
      until: at(1, 0), lines: 6,
      claims: [
        Claim("renewed, four times") { $0.begun(.renewal) == 4 },
        Claim("not a second without access") { $0.gap == .zero },
        Claim("every payment was redeemed once") { $0.nothingPaidTwice },
      ])
  }

  private static var lostAnswer: Scene {
    Scene(
      "An answer gets lost",
      "The gateway takes the next payment and opens the gate, but its answer never arrives. Sending another payment would"
        + " pay twice; giving up would lose one.",
      until: at(1, 30), faults: [gateway(at(1, 0), cafe, .deliveries(.replyLost, times: 1))],
      claims: [
        Claim("no answer came") { $0.has { if case .deliveryAnswered(_, .lost) = $0 { true } else { false } } },
        Claim("the meter showed that the payment had arrived; nothing was paid twice") { seen in
          seen.nothingPaidTwice && !seen.takings.isEmpty && seen.isOnline
        },
        Claim("not a second without access") { $0.gap == .zero },
      ])
  }
}
