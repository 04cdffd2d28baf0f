import TollGateCore

extension Story {
  static var trouble: [Scene] { [roaming, powerLoss, priceRise] }

  private static var roaming: Scene {
    Scene(
      "The Wi-Fi roams to an impostor",
      "Same name, same address, and it shows the café's own signed offer, copied. It can't sign with the café's key.",
      until: at(1, 50),
      faults: [
        gateway(at(1, 31), impostor, .impostor(of: cafe)),
        gateway(at(1, 31), impostor, .deliveries(.unreadable(status: 200, taken: false), times: 200)),
        link(at(1, 32), wifi, .roam(network: impostorNet)), link(at(1, 34), wifi, .roam(network: cafeNet)),
      ], lines: 20,
      claims: [
        Claim("the new attachment was noticed, though the address stayed the same") { seen in
          seen.count { if case .gatewayFound = $0 { true } else { false } } >= 2
        },
        Claim("no more than the smallest payment, 1 sat, ever went to the impostor") { seen in
          let sent = seen.arrivals.filter { $0.gateway == impostor }.map(\.payment)
          let paid = seen.notes.compactMap { note -> UInt64? in
            if case .purchaseBegun(let id, _, _, _, let gross) = note, sent.contains(id) { gross.count } else { nil }
          }
          return Set(sent).count <= 1 && paid.reduce(0, +) <= 1
        },
        Claim("once the mint could be asked, that 1 sat came back") { seen in
          seen.has { note in
            if case .paymentClosed(_, _, _, let result?) = note { result.returned == Sats(1) } else { false }
          }
        },
        Claim("back at the café, what was bought before still ran: online without a new payment") {
          $0.isOnline && $0.takings.isEmpty
        },
      ])
  }

  private static var powerLoss: Scene {
    Scene(
      "The power fails in the middle of a payment",
      "The first byte of a token has just left when the device dies. Twenty seconds later it starts again.",
      until: at(2, 10),
      faults: [Scheduled(at: at(1, 51), .crash(Crash(.afterFirstByte, losesPower: true, downFor: .seconds(20))))],
      lines: 12,
      claims: [
        Claim("after the restart the open payment was known from disk") { seen in
          seen.has { if case .started(let payments) = $0 { payments > 0 } else { false } }
        },
        Claim("it was followed up, not paid again") { $0.nothingPaidTwice },
        Claim("online again") { $0.isOnline },
      ])
  }

  private static var priceRise: Scene {
    Scene(
      "The café asks for five times the price",
      "5 sat a minute; the owner's ceiling is 3. What is paid already is used up, and nothing more is paid here. Then the"
        + " device is plugged in at a neighbour's, who sells for 2.",
      until: at(2, 55),
      faults: [
        gateway(at(2, 11), cafe, .price(percent: 500)), link(at(2, 20), cable, .plug),
        link(at(2, 32), wifi, .roam(network: nil)),
      ], lines: 20,
      claims: [
        Claim("the new price was seen, and held against the ceiling") { seen in
          seen.has { if case .advertisementChanged(_, compatible: false) = $0 { true } else { false } }
        },
        Claim("nothing was ever paid above it") { seen in
          seen.takings.allSatisfy { $0.gateway != cafe } || seen.amounts.allSatisfy { $0.count <= 15 }
        },
        Claim("the second uplink took over, and is paid") {
          $0.isOnline && $0.sessions.contains { $0.gateway.link == cable }
        },
      ])
  }
}
