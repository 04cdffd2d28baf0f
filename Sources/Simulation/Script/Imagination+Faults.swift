import TollGateCore

extension Imagination {
  mutating func fault(_ setup: Setup) -> Fault {
    switch index(16) {
    case 0, 1, 2: return .link(pick(setup.links).name, linkFault(setup))
    case 3, 4, 5, 6, 7, 8: return setup.gateways.isEmpty ? .traffic(bytesPerSecond: 0) : gatewayFault(setup)
    case 9, 10: return .mint(index(setup.mints.count), mintFault())
    case 11, 12: return .crash(crash())
    case 13: return chance(50) ? .journal(storeFault()) : .wallet(storeFault())
    case 14: return deviceFault(setup)
    default: return ownerFault(setup)
    }
  }

  private mutating func linkFault(_ setup: Setup) -> LinkFault {
    switch index(12) {
    case 0: return .unplug
    case 1: return .plug
    case 2: return .carrier(false)
    case 3: return .carrier(true)
    case 4: return .flaps(UInt8(number(1...12)), every: milliseconds(20...2_000))
    case 5, 6: return .roam(network: chance(15) ? nil : index(setup.networks.count))
    case 7: return .metric(UInt32(number(1...5) * 100))
    case 8: return .lease(chance(70) ? .v4 : .v6, false)
    case 9: return .dhcp(milliseconds(10...20_000))
    case 10: return .temporaryAddressEnds
    default: return .countersReset
    }
  }

  private mutating func gatewayFault(_ setup: Setup) -> Fault {
    let peer = index(setup.gateways.count)
    let fault: GatewayFault
    switch index(4) {
    case 0: fault = .deliveries(deliveryFault(), times: UInt8(number(1...4)))
    case 1: fault = disturbance(setup)
    default: fault = terms(setup, peer)
    }
    return .gateway(peer, fault)
  }

  private mutating func disturbance(_ setup: Setup) -> GatewayFault {
    switch index(9) {
    case 0: return .restart(seconds(1...60))
    case 1: return .silent(seconds(1...200))
    case 2: return .portal(seconds(1...120))
    case 3: return .redirects(seconds(1...60))
    case 4: return .notSelling(pick([.serviceUnavailable, .noReachableMints]), seconds(1...200))
    case 5: return .advertisement(pick(AdvertisementFlaw.allCases), seconds(1...100))
    case 6: return .noEgress(seconds(1...400))
    case 7: return .unresolvedClient(seconds(1...200))
    default: return .usage(usageFault(), seconds(1...240))
    }
  }

  private mutating func usageFault() -> UsageFault {
    pick([
      .garbage, .hangs, .noSession, .zeroTotal, .stuckAtZero, .scaled(percent: 50), .scaled(percent: 130),
      .scaled(percent: 400),
    ])
  }

  private mutating func terms(_ setup: Setup, _ peer: Int) -> GatewayFault {
    let gateway = setup.gateways[peer]
    switch index(13) {
    case 0, 1: return .price(percent: pick([50, 120, 200, 1000]))
    case 2: return .stepSize(gateway.stepSize * number(1...3))
    case 3: return .mints(chance(50) ? [] : [index(setup.mints.count)])
    case 4: return .newKey
    case 5: return .newKeyEachPayment(true)
    case 6: return .impostor(of: index(setup.gateways.count))
    case 7: return .strangerBuys(gateway.stepSize * number(1...20))
    case 8: return .strangerConsumes(number(1_000...500_000))
    case 9: return .swapTakes(milliseconds(100...45_000))
    case 10: return .gateTakes(milliseconds(50...27_000))
    case 11: return .latency(milliseconds(1...1_500))
    default: return .forgetsSession
    }
  }

  private mutating func deliveryFault() -> DeliveryFault {
    switch index(14) {
    case 0, 1, 2, 3:
      let (code, _) = pick(NoticeCode.words + [(.unrecognised("strange"), "strange")])
      let taken = code.answerClass == .taken || code.answerClass == .maybe && chance(50)
      return .notice(code, signing: chance(70) ? .own : pick(Signing.allCases), taken: taken)
    case 4: return .unreadable(status: pick([200, 302, 404, 500, 502]), taken: chance(50))
    case 5, 6: return .replyLost
    case 7: return .requestLost
    case 8: return .connectionRefused
    case 9: return .crashAfterSwap
    case 10: return .swapTimesOut
    case 11: return .grantPending(seconds(1...500))
    case 12: return chance(50) ? .gateFails : .slow(milliseconds(100...40_000))
    default: return .grant(pick([.forged, .otherKey, .wrongMetric, .short(1), .short(50_000), .replayed]))
    }
  }

  private mutating func mintFault() -> MintFault {
    switch index(7) {
    case 0, 1: return .down(seconds(1...300))
    case 2: return .slow(milliseconds(500...40_000), for: seconds(1...120))
    case 3: return .answersLost(UInt8(number(1...3)))
    case 4: return .saysPending(seconds(1...200))
    case 5: return .rotate(feePPK: pick([0, 100, 1000]))
    default: return .expire(after: seconds(600...1_000_000))
    }
  }

  private mutating func crash() -> Crash {
    let points: [Crash.Point] = [
      .now, .atWrite(UInt8(number(1...12))), .atWrite(UInt8(number(1...4))), .afterFirstByte, .afterMintAccepted,
      .afterSettled,
    ]
    return Crash(pick(points), losesPower: chance(60), downFor: milliseconds(200...120_000))
  }

  private mutating func storeFault() -> StoreFault {
    switch index(3) {
    case 0: .notWritable(seconds(1...120))
    case 1: .syncFails
    default: .slow(milliseconds(10...3_000), for: seconds(1...60))
    }
  }

  private mutating func deviceFault(_ setup: Setup) -> Fault {
    switch index(6) {
    case 0: return .netlinkMuted(seconds(1...90))
    case 1: return .driverEnds(pick(StandingDriver.allCases))
    case 2: return .slowAnswers(milliseconds(10...6_000), for: seconds(1...60))
    case 3: return .strayAnswers(for: seconds(10...120))
    case 4: return .traffic(bytesPerSecond: pick([0, 5_000, 100_000, 3_000_000]))
    default: return .wallClock(WallTime(seconds: Int64(number(0...4_000_000_000)), synchronised: chance(50)))
    }
  }

  private mutating func ownerFault(_ setup: Setup) -> Fault {
    switch index(5) {
    case 0: return .stop(downFor: seconds(1...60))
    case 1: return .command(.probeNow)
    case 2: return .command(.resume(nil))
    case 3: return .fund(PurseSetup(mint: index(setup.mints.count), amounts: [number(1...500)]))
    default:
      var policy = setup.policy
      policy.purchase.milliseconds = pick([30_000, 120_000])
      policy.paid = pick([.carrying, .all])
      policy.trust.trustsStrangers = true
      return .policy(policy)
    }
  }
}
