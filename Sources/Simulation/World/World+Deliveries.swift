import TollGateCore

/// A token's way to a gateway, through its mint, and the answer's way back.
extension World {
  mutating func deliver(_ id: OperationID, _ payment: OperationID, _ seller: Seller, _ within: Interval) {
    open(id, .delivery(payment: payment, seller))
    let place = seller.gateway
    guard let kept = wallet.kept(payment) else {
      queue.add(.answer(id, .delivered(.notSent(.cancelled))), at: now + .milliseconds(1))
      return
    }
    guard kernel.canSend(place.link, to: place.address), let interface = kernel.index(of: place.link) else {
      queue.add(.answer(id, .delivered(.notSent(.noRoute))), at: now + .milliseconds(1))
      return
    }
    books.requests.append(RequestRecord(at: now, gateway: place, kind: .delivery))
    guard let peer = gateway(place.link, place.address) else {
      queue.add(.answer(id, .delivered(.notSent(.timedOut))), at: now + .seconds(5))
      return
    }
    if let refusal = gateways[peer].refusesConnection(now) {
      let wait = refusal == .timedOut ? Interval.seconds(5) : .milliseconds(3)
      queue.add(.answer(id, .delivered(.notSent(refusal))), at: now + wait)
      return
    }
    books.firstBytes.append(
      FirstByte(
        at: now, payment: payment, seller: seller, intentIsDurable: journal.knows(payment), tokenIsDurable: true))
    let parcel = Parcel(
      operation: id, payment: payment, seller: seller, interface: interface,
      attachment: kernel.interfaces[interface].attachment, mac: kernel.interfaces[interface].mac, mint: kept.mint,
      unit: kept.order.offer.unit, proofs: kept.proofs)
    queue.add(.arrives(parcel), at: now + gateways[peer].latency * 2)
    queue.add(.answer(id, .delivered(.lost)), at: now + within)
    crashIf(.afterFirstByte)
  }

  mutating func performDelivery(_ happening: Happening) -> Event? {
    switch happening {
    case .arrives(let parcel): arrive(parcel)
    case .gatewayTiresOf(let redemption): reply(redemption, gateways[redemption.gateway].timeout)
    case .redeems(let redemption): redeem(redemption)
    case .credits(let redemption, let net, let answers): credit(redemption, net: net, answers: answers)
    case .replies(let parcel, let delivery):
      guard isAttached(parcel) else { return nil }
      return respond(parcel.operation, .delivered(delivery))
    default: break
    }
    return nil
  }

  /// The connection lives as long as the link hangs as it did.
  private func isAttached(_ parcel: Parcel) -> Bool {
    let interface = kernel.interfaces[parcel.interface]
    return interface.isUp && interface.attachment == parcel.attachment
  }

  private mutating func arrive(_ parcel: Parcel) {
    let place = parcel.seller.gateway
    guard isAttached(parcel), let peer = gateway(place.link, place.address) else { return }
    books.arrivals.append(
      Arrival(
        at: now, payment: parcel.payment, seller: parcel.seller, gateway: peer, key: gateways[peer].key,
        attachment: parcel.attachment))
    switch gateways[peer].admit(parcel, now, mints: mints) {
    case .nothing: return
    case .answer(let delivery, let after):
      if case .notice(let notice) = delivery, notice.code == .tooManyRequests { markRefused(place) }
      queue.add(.replies(parcel, delivery), at: now + after + gateways[peer].latency + lateness)
    case .redeem(let redemption): beginSwap(redemption)
    }
  }

  private mutating func beginSwap(_ redemption: Redemption) {
    let peer = redemption.gateway
    var time = gateways[peer].swap + mints[redemption.parcel.mint].delay(now)
    if case .slow(let more) = redemption.fault { time = time + more }
    if redemption.fault == .swapTimesOut { time = max(time, .seconds(33)) }
    let patience = Interval.seconds(30)
    var redemption = redemption
    if time > patience {
      queue.add(.gatewayTiresOf(redemption), at: now + patience)
      redemption.isDiscarded = true
    }
    queue.add(.redeems(redemption), at: now + time)
  }

  /// An answer goes back, unless it is lost on the way or the gateway has died since.
  private mutating func reply(_ redemption: Redemption, _ delivery: Delivery) {
    let peer = redemption.gateway
    guard gateways[peer].generation == redemption.generation, redemption.fault != .replyLost else { return }
    queue.add(.replies(redemption.parcel, delivery), at: now + gateways[peer].latency + lateness)
  }

  /// The mint decides; from here on the token is gone, whatever the gateway says.
  private mutating func redeem(_ redemption: Redemption) {
    let (peer, parcel) = (redemption.gateway, redemption.parcel)
    if let index = gateways[peer].redeeming.firstIndex(of: parcel.payment) {
      gateways[peer].redeeming.remove(at: index)
    }
    let net: UInt64
    do {
      net = try mints[parcel.mint].take(parcel.proofs, now: now, wall: wallSeconds)
    } catch {
      if !redemption.isDiscarded { reply(redemption, gateways[peer].refusal(error)) }
      return
    }
    books.takings.append(
      Taking(
        at: now, payment: parcel.payment, gateway: peer, gross: Sats(mints[parcel.mint].sum(parcel.proofs)),
        net: Sats(net)))
    guard !redemption.isDiscarded, gateways[peer].generation == redemption.generation else { return }
    afterSwap(redemption, net)
  }

  private mutating func afterSwap(_ redemption: Redemption, _ net: UInt64) {
    let peer = redemption.gateway
    switch redemption.fault {
    case .notice(let code, let signing, _):
      reply(redemption, .notice(Notice(code: code, proof: gateways[peer].proof(signing))))
    case .unreadable(let status, _) where status != 200: reply(redemption, .unreadable(status: status))
    case .crashAfterSwap: gatewayFault(peer, .restart(.seconds(20)))
    case .gateFails: reply(redemption, gateways[peer].notice(gateways[peer].gateCode))
    case .grantPending(let wait):
      reply(redemption, gateways[peer].notice(.grantPending))
      queue.add(.credits(redemption, net: net, answers: false), at: now + wait)
    case .unreadable, .replyLost, .requestLost, .connectionRefused, .swapTimesOut, .grant, .slow, nil:
      queue.add(.credits(redemption, net: net, answers: true), at: now + gateways[peer].gate)
    }
  }

  /// The gate opens for what was paid.
  private mutating func credit(_ redemption: Redemption, net: UInt64, answers: Bool) {
    let (peer, parcel) = (redemption.gateway, redemption.parcel)
    guard gateways[peer].generation == redemption.generation else { return }
    var spoilt: GrantFault?
    if case .grant(let fault) = redemption.fault { spoilt = fault }
    guard var added = gateways[peer].allotment(net: net, mint: parcel.mint, parcel.unit) else {
      return reply(redemption, gateways[peer].notice(.sessionError))
    }
    if case .short(let little) = spoilt { added = min(little, added) }
    var total = gateways[peer].session(parcel.mac)?.allotment ?? 0
    if gateways[peer].impersonates == nil, spoilt != .replayed {
      total = add(added, to: parcel.mac, peer, payment: parcel.payment)
    }
    guard answers else { return }
    if case .unreadable(let status, _) = redemption.fault {
      return reply(redemption, .unreadable(status: status))
    }
    reply(redemption, gateways[peer].grant(total, spoilt: spoilt))
  }

  /// Adds to the session of whoever has this hardware address, and writes it down.
  mutating func add(_ added: UInt64, to mac: MACAddress, _ peer: Int, payment: OperationID?) -> UInt64 {
    let link = kernel.interfaces.first { $0.mac == mac }?.name ?? LinkName("")
    noteService()
    let total = gateways[peer].credit(mac, link, added, now)
    settleTraffic()
    noteService()
    if let opens = gateways[peer].session(mac)?.opens, opens > now { queue.add(.gateOpens, at: opens) }
    books.credits.append(Credit(at: now, gateway: peer, link: link, payment: payment, added: added, total: total))
    return total
  }
}
