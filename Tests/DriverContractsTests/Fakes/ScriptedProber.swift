import Synchronization
import TollGateCore
import TollGateDriverContracts

enum ProberFlaw: String, CaseIterable, Sendable {
  case abridging = "a look brings both answers as the gateway gave them"
  case sessionless = "no session is a reading of its own"
  case zeroing = "an unreadable usage is no reading, never zero"
  case credulous = "a forged advertisement is never taken"
  case deafToNotices = "a notice says that it is a TollGate, and why it doesn't sell"
  case impatient = "a portal's page is no TollGate, and its usage still counts"
  case insistent = "a look asks once for each answer"
  case straying = "a look follows no redirect"
  case unbound = "a look goes out by the gateway's link or not at all"
  case waitingForRoot = "a silent root does not hold up the usage"
  case waitingForUsage = "a silent usage does not hold up the offer"
  case endless = "a look at a silent gateway ends by itself"
  case seeingThings = "a gateway that is not there is unreachable"
  case inventive = "a cancelled look ends, and invents nothing"
  case presumptuous = "who we are there is told as the gateway tells it"
  case endlessClarifying = "silence about who we are is unknown, in time"
  case registeringTwice = "registering asks port 80 once, and ends even without an answer"
}

/// A gateway without a network. Time passes for it as fast as it likes: silence is over at once, unless somebody waits
/// longer than its limit.
final class PlayedGateway: GatewayProberBench {
  let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
  let gatewayOnMissingLink = GatewayID(link: LinkName("tg9"), address: .v4(0xC000_0201), attachment: Attachment(1))
  let advertisement = Advertisement(
    id: EventID(Bytes32(1, 2, 3, 4)), key: PublicKey(Bytes32(5, 6, 7, 8)), metric: .milliseconds,
    offers: [
      Offer(
        metric: .milliseconds, stepSize: 60_000, price: Sats(5), unit: .sat, mint: MintURL("https://mint.example"))
    ])
  let limit = Interval.seconds(1)
  let flaw: ProberFlaw?
  let stall: Stall
  private let state = Mutex((script: GatewayScript(), present: true, requests: [GatewayRequest]()))

  init(_ flaw: ProberFlaw? = nil, _ stall: Stall = Stall()) {
    self.flaw = flaw
    self.stall = stall
  }

  func make() -> any GatewayProber { ScriptedProber(world: self) }
  func play(_ script: GatewayScript) { state.withLock { $0.script = script } }
  func leave() { state.withLock { $0.present = false } }
  func requests() -> [GatewayRequest] { state.withLock { $0.requests } }

  /// What is played to whoever asks for this; `nil` if nobody is there.
  func ask(_ request: GatewayRequest) -> GatewayScript? {
    state.withLock { state in
      guard state.present else { return nil }
      state.requests.append(request)
      return state.script
    }
  }
}

/// Says what its gateway is told to play.
struct ScriptedProber: GatewayProber {
  let world: PlayedGateway
  var flaw: ProberFlaw? { world.flaw }

  @concurrent func probe(_ gateway: GatewayID, within limit: Interval) async -> GatewayReport {
    let nowhere = GatewayReport(offer: .unreachable(.bindFailed), usage: .nothing(.unreachable(.bindFailed)))
    guard gateway == world.gateway || flaw == .unbound else { return nowhere }
    let root = world.ask(.root)
    let usage = world.ask(.usage)
    guard let root, let usage else {
      let offer = OfferAnswer.unreachable(.refused)
      return GatewayReport(
        offer: flaw == .seeingThings ? .notATollGate(status: 0) : offer, usage: .nothing(.unreachable(.refused)))
    }
    let silent = root.root == .silent && usage.usage == .silent
    if silent, flaw == .endless { await world.stall.hang() }
    if silent, limit > world.limit {
      await untilCancelled()
      let offer = flaw == .inventive ? OfferAnswer.advertisement(world.advertisement) : .unreachable(.cancelled)
      return GatewayReport(offer: offer, usage: .nothing(.cancelled))
    }
    var report = GatewayReport(offer: offer(root.root), usage: usageAnswer(usage.usage))
    if flaw == .impatient, root.root == .page { report.usage = .nothing(.unreadable) }
    if flaw == .waitingForRoot, root.root == .silent { report.usage = .nothing(.unreachable(.timedOut)) }
    if flaw == .waitingForUsage, usage.usage == .silent { report.offer = .unreachable(.timedOut) }
    return report
  }

  private func offer(_ root: GatewayScript.Root) -> OfferAnswer {
    switch root {
    case .advertises:
      var advertisement = world.advertisement
      if flaw == .abridging { advertisement.offers = [] }
      return .advertisement(advertisement)
    case .forges:
      return flaw == .credulous ? .advertisement(world.advertisement) : .invalid(.wrongSignature)
    case .refuses(let code):
      return flaw == .deafToNotices ? .notATollGate(status: 200) : .notSelling(code)
    case .page:
      if flaw == .insistent { _ = world.ask(.root) }
      return .invalid(.notJSON)
    case .redirects:
      if flaw == .straying { _ = world.ask(.redirected) }
      return .notATollGate(status: 302)
    case .silent: return .unreachable(.timedOut)
    }
  }

  private func usageAnswer(_ usage: GatewayScript.Usage) -> UsageAnswer {
    switch usage {
    case .reading(let used, let total): .reading(.usage(used: used, total: total))
    case .noSession: flaw == .sessionless ? .nothing(.unreadable) : .reading(.noSession)
    case .garbled: flaw == .zeroing ? .reading(.usage(used: 0, total: 0)) : .nothing(.unreadable)
    case .redirects: .nothing(.unreadable)
    case .silent: .nothing(.unreachable(.timedOut))
    }
  }

  @concurrent func clarify(_ gateway: GatewayID, within limit: Interval) async -> ClientReport {
    let silence = ClientReport(identity: .silent, access: .unknown)
    guard gateway == world.gateway, let script = world.ask(.whoAmI), world.ask(.session) != nil else { return silence }
    if script.client == nil, flaw == .endlessClarifying { await world.stall.hang() }
    if script.client != nil, flaw == .presumptuous { return ClientReport(identity: .resolved, access: .none) }
    return script.client ?? silence
  }

  @concurrent func register(_ gateway: GatewayID, within limit: Interval) async {
    _ = world.ask(.port80)
    if flaw == .registeringTwice { _ = world.ask(.port80) }
  }
}
