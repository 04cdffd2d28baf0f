import TollGateCore
import TollGateTrace

/// Says what the world does to the device, in words for a person.
enum FaultWording {
  static func words(_ fault: Fault) -> String {
    switch fault {
    case .link(let name, let fault): "\(name): \(words(fault))"
    case .calm: "what was still to go wrong is called off"
    case .gateway(let index, let fault): "gateway \(index + 1) \(words(fault))"
    case .mint(let index, let fault): "mint \(index + 1) \(words(fault))"
    case .journal(let fault): "the disk of the journal \(words(fault))"
    case .wallet(let fault): "the disk of the wallet \(words(fault))"
    case .crash(let crash): words(crash)
    case .stop(let span): "the program is stopped for \(Wording.interval(span))"
    case .netlinkMuted(let span): "the kernel reports no changes for \(Wording.interval(span))"
    case .driverEnds(let driver): "\(driver == .links ? "the watch over the links" : "the watch over the wallet") ends"
    case .traffic(let rate): "the traffic wants \(Wording.service(rate, of: .bytes)) a second now"
    case .slowAnswers(let wait, let span):
      "for \(Wording.interval(span)) every answer comes \(Wording.interval(wait)) later"
    case .strayAnswers(let span): "for \(Wording.interval(span)) answers come twice"
    case .wallClock(let time): "the clock jumps\(time.synchronised ? "" : ", and nobody vouches for it")"
    case .policy: "the owner changes the config"
    case .command(.resume): "the owner says 'tollgate resume'"
    case .command(.probeNow): "the owner says 'tollgate probe --now'"
    case .fund(let purse): "the owner puts \(purse.amounts.reduce(0, +)) \(purse.unit) into the wallet"
    }
  }

  private static func words(_ fault: LinkFault) -> String {
    switch fault {
    case .plug: "plugged in"
    case .unplug: "pulled out"
    case .carrier(let there): there ? "the carrier is back" : "the carrier is lost"
    case .flaps(let times, let every): "flaps \(times) times, every \(Wording.interval(every))"
    case .roam(let network): network == nil ? "moves out of range" : "comes into range of another network"
    case .rename(let name): "is called \(name) now"
    case .metric(let metric): "its routes have metric \(metric) now"
    case .lease(let family, let there): "\(family == .v4 ? "IPv4" : "IPv6") addresses \(there ? "come" : "go")"
    case .dhcp(let span): "DHCP takes \(Wording.interval(span)) now"
    case .temporaryAddressEnds: "a temporary address goes"
    case .countersReset: "its byte counters start anew"
    }
  }

  private static func words(_ fault: GatewayFault) -> String {
    func long(_ span: Interval) -> String { "for \(Wording.interval(span))" }
    return switch fault {
    case .restart(let span): "restarts and forgets everybody (\(Wording.interval(span)))"
    case .silent(let span): "says nothing \(long(span))"
    case .portal(let span): "answers everything with a web page \(long(span))"
    case .redirects(let span): "redirects every request \(long(span))"
    case .usage(let fault, let span): "\(words(fault)) \(long(span))"
    case .notSelling(_, let span): "doesn't sell \(long(span))"
    case .advertisement(_, let span): "shows a broken offer \(long(span))"
    case .deliveries(let fault, let times): "\(words(fault))\(times == 1 ? "" : ", \(times) times")"
    case .price(let percent): "asks \(percent) % of its first price now"
    case .stepSize: "sells in other steps now"
    case .metric: "sells something else now"
    case .mints(let mints): "takes coins of \(mints.count == 1 ? "1 mint" : "\(mints.count) mints") now"
    case .newKey: "signs with a new key"
    case .newKeyEachPayment(let does): does ? "takes a new key after each payment" : "keeps its key again"
    case .impostor(let other): other == nil ? "shows its own offer again" : "shows somebody else's offer"
    case .noEgress(let span): "grants access that leads nowhere \(long(span))"
    case .strangerBuys: "counts what another device buys as ours"
    case .strangerConsumes: "lets another device use what is ours"
    case .unresolvedClient(let span): "can't tell who we are \(long(span))"
    case .swapTakes(let span): "needs \(Wording.interval(span)) to redeem coins now"
    case .gateTakes(let span): "needs \(Wording.interval(span)) to open the gate now"
    case .latency(let span): "is \(Wording.interval(span)) away now"
    case .forgetsSession: "forgets our session"
    }
  }
}
