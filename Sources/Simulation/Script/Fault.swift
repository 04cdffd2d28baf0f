package import TollGateCore

/// One thing that goes differently from here on. Data, so that scripts can be shrunk and pasted into tests.
package enum Fault: Hashable, Sendable {
  case link(LinkName, LinkFault)
  case gateway(Int, GatewayFault)
  case mint(Int, MintFault)
  case journal(StoreFault)
  case wallet(StoreFault)
  /// The process dies, or the device does.
  case crash(Crash)
  /// The host is asked to stop; it is started again after this long.
  case stop(downFor: Interval)
  /// Netlink says nothing for so long; a poll repairs it after at most 30 s (A4).
  case netlinkMuted(Interval)
  case driverEnds(StandingDriver)
  /// What the device's traffic wants to carry from now on.
  case traffic(bytesPerSecond: UInt64)
  /// Answers come so much later, for so long.
  case slowAnswers(Interval, for: Interval)
  /// For so long, answers come twice and answers to cancelled work come too.
  case strayAnswers(for: Interval)
  case wallClock(WallTime)
  case policy(Policy)
  case command(Command)
  /// Somebody puts proofs into the purse.
  case fund(PurseSetup)
  /// Whatever still waits for its moment is called off: crashes, treatments of deliveries, lost answers of mints.
  case calm
}

/// What can happen to one interface.
package enum LinkFault: Hashable, Sendable {
  case plug, unplug
  case carrier(Bool)
  /// Carrier goes and comes so many times.
  case flaps(UInt8, every: Interval)
  /// Another network by the same interface: a new attachment, even at the same address. `nil` is out of range.
  case roam(network: Int?)
  case rename(LinkName)
  case metric(UInt32)
  /// A lease goes, or comes.
  case lease(AddressFamily, Bool)
  /// From now on DHCP takes this long.
  case dhcp(Interval)
  /// A temporary IPv6 address goes: nothing depends on it (A9).
  case temporaryAddressEnds
  case countersReset
}

/// What can be wrong with one gateway. Faults with an `Interval` end by themselves.
package enum GatewayFault: Hashable, Sendable {
  /// Forgets every session, like all its versions when they restart; off the air for so long.
  case restart(Interval)
  /// Answers nothing at all.
  case silent(Interval)
  /// Answers everything with 200 and HTML.
  case portal(Interval)
  /// Answers everything with 302.
  case redirects(Interval)
  case usage(UsageFault, Interval)
  /// Answers the root with 21023.
  case notSelling(NoticeCode, Interval)
  case advertisement(AdvertisementFlaw, Interval)
  /// The next deliveries are treated like this.
  case deliveries(DeliveryFault, times: UInt8)
  /// Prices are so many hundredths of what they were first.
  case price(percent: UInt64)
  case stepSize(UInt64)
  case metric(Metric)
  /// Sells for these alone, by their index in the setup; empty: none is left.
  case mints([Int])
  case newKey
  /// Takes a new key after each payment from now on.
  case newKeyEachPayment(Bool)
  /// Shows the advertisement of this other gateway, and can't sign for it.
  case impostor(of: Int?)
  /// Access is granted and carries nothing.
  case noEgress(Interval)
  /// Another device behind our address buys so much.
  case strangerBuys(UInt64)
  /// … or consumes so many bytes a second of ours.
  case strangerConsumes(UInt64)
  /// The client isn't resolved: `-1/-1`, and payments are refused.
  case unresolvedClient(Interval)
  case swapTakes(Interval)
  case gateTakes(Interval)
  case latency(Interval)
  /// Forgets our session, and nothing else.
  case forgetsSession
}

/// What `/usage` may answer instead of the truth.
package enum UsageFault: Hashable, Sendable {
  case garbage, hangs, noSession, zeroTotal
  /// Stands still at `0/allotment`.
  case stuckAtZero
  /// Counts so many hundredths of the truth.
  case scaled(percent: UInt64)
}

/// What may become of one delivery.
package enum DeliveryFault: Hashable, Sendable {
  /// Refused with this code, taken or not. Unsigned notices prove nothing.
  case notice(NoticeCode, signing: Signing, taken: Bool)
  /// An answer that nobody can read, taken or not.
  case unreadable(status: UInt16, taken: Bool)
  /// Redeemed and granted; the answer never arrives.
  case replyLost
  /// The body never arrives as a whole.
  case requestLost
  case connectionRefused
  /// Redeemed, then the gateway restarts before it grants.
  case crashAfterSwap
  /// The swap takes longer than the gateway waits (30 s); it succeeds later and is discarded.
  case swapTimesOut
  /// Redeemed; access follows after so long, and the answer says so (rc1).
  case grantPending(Interval)
  /// Redeemed; the gate does not open.
  case gateFails
  /// Redeemed and granted, and the 1022 is wrong in this way.
  case grant(GrantFault)
  /// Takes so much longer.
  case slow(Interval)
}

package enum Signing: UInt8, Hashable, Sendable, CaseIterable { case own, other, plain, none }

/// How a 1022 may be wrong.
package enum GrantFault: Hashable, Sendable {
  case forged, otherKey, wrongMetric
  /// Says and grants only so much.
  case short(UInt64)
  /// An earlier 1022 is sent once more; nothing is granted.
  case replayed
}

/// What can be wrong with a mint.
package enum MintFault: Hashable, Sendable {
  case down(Interval)
  case slow(Interval, for: Interval)
  /// The request is served; its answer is lost, so many times.
  case answersLost(UInt8)
  case saysPending(Interval)
  /// A new keyset takes over with this fee; the old ones can still be spent.
  case rotate(feePPK: UInt64)
  /// The oldest keyset expires after so long.
  case expire(after: Interval)
}

/// What can be wrong with the disk under one store.
package enum StoreFault: Hashable, Sendable {
  case notWritable(Interval)
  /// The next sync fails: nobody knows what is on disk.
  case syncFails
  case slow(Interval, for: Interval)
}

/// When and how the process ends.
package struct Crash: Hashable, Sendable {
  package enum Point: Hashable, Sendable {
    case now
    /// While the n-th write from now on is on its way to the disk.
    case atWrite(UInt8)
    case afterFirstByte
    /// A mint has accepted, and its reply isn't here yet.
    case afterMintAccepted
    /// The provider has settled, and the machine hasn't heard of it.
    case afterSettled
  }
  package var point: Point
  /// A loss of power loses what was not synced; a killed process does not.
  package var losesPower: Bool
  package var downFor: Interval

  package init(_ point: Point = .now, losesPower: Bool = true, downFor: Interval = .seconds(5)) {
    self.point = point
    self.losesPower = losesPower
    self.downFor = downFor
  }
}
