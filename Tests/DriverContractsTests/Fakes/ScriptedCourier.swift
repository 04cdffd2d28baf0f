import Synchronization
import TollGateCore
import TollGateDriverContracts

enum CourierFlaw: String, CaseIterable, Sendable {
  case embellishing = "a grant is handed over as the gateway signed it"
  case unsigning = "a notice keeps its code and its signer"
  case deafToPages = "a page that nobody signed is unreadable, with its status"
  case garnishing = "the body is the token and nothing else"
  case pessimistic = "where nothing listens, nothing was sent"
  case optimistic = "not sent is said only if not one byte of the body has left"
  case misreading = "a connection that closes without an answer is lost"
  case endless = "a silent gateway is given up at the limit, and the token is lost, not unsent"
  case unbound = "a token goes out by its own link or not at all"
  case denying = "a cancelled delivery ends, and does not call unsent what has left"
  case insistent = "a delivery is one request, even if it fails"
  case thrifty = "each delivery uses a connection of its own"
  case straying = "a token follows no redirect"
}

/// A till without a network.
final class PlayedTill: PaymentCourierBench {
  let seller = Seller(
    gateway: GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1)),
    key: PublicKey(Bytes32(5, 6, 7, 8)))
  let sellerOnMissingLink = Seller(
    gateway: GatewayID(link: LinkName("tg9"), address: .v4(0xC000_0201), attachment: Attachment(1)),
    key: PublicKey(Bytes32(5, 6, 7, 8)))
  let grant = Grant(
    id: EventID(Bytes32(9, 9, 9, 9)), key: PublicKey(Bytes32(5, 6, 7, 8)), metric: .milliseconds, allotment: 60_000)
  let limit = Interval.seconds(1)
  let flaw: CourierFlaw?
  let stall: Stall
  private let state = Mutex((script: TillScript.absent, visits: [TillVisit]()))
  private let arrival: AsyncStream<Void>
  private let arrived: AsyncStream<Void>.Continuation

  init(_ flaw: CourierFlaw? = nil, _ stall: Stall = Stall()) {
    self.flaw = flaw
    self.stall = stall
    (arrival, arrived) = AsyncStream.makeStream()
  }

  func make() -> any PaymentCourier { ScriptedCourier(world: self) }
  func play(_ script: TillScript) { state.withLock { $0.script = script } }
  func visits() -> [TillVisit] { state.withLock { $0.visits } }
  func bodyArrived() async { for await _ in arrival { return } }

  func take(_ body: [UInt8], redirected: Bool = false) -> TillScript {
    defer { arrived.yield() }
    return state.withLock { state in
      if state.script == .absent { return .absent }
      var seen = body
      if case .closes(let count) = state.script { seen = Array(body.prefix(count)) }
      if flaw == .thrifty, let last = state.visits.indices.last, state.script == .grants {
        state.visits[last].requests += 1
        state.visits[last].body += seen
      } else {
        state.visits.append(TillVisit(body: seen, requests: 1, redirected: redirected))
      }
      return state.script
    }
  }
}

/// Carries a token as far as a function call.
struct ScriptedCourier: PaymentCourier {
  let world: PlayedTill
  var flaw: CourierFlaw? { world.flaw }

  @concurrent func deliver(_ bearer: Bearer, to seller: Seller, within limit: Interval) async -> Delivery {
    guard seller == world.seller || flaw == .unbound else { return .notSent(.bindFailed) }
    let body = bearer.body + (flaw == .garnishing ? [10] : [])
    switch world.take(body) {
    case .absent: return flaw == .pessimistic ? .lost : .notSent(.refused)
    case .grants:
      var grant = world.grant
      if flaw == .embellishing { grant.allotment += 1 }
      return .granted(grant)
    case .refuses(let code):
      return .notice(Notice(code: code, proof: flaw == .unsigning ? .unsigned : .signed(seller.key)))
    case .page(let status): return flaw == .deafToPages ? .lost : .unreadable(status: status)
    case .redirects:
      if flaw == .straying { _ = world.take(body, redirected: true) }
      return .unreadable(status: 302)
    case .closes(let count):
      if flaw == .insistent { _ = world.take(body) }
      if flaw == .optimistic, count < body.count { return .notSent(.cutOff) }
      return flaw == .misreading ? .unreadable(status: 0) : .lost
    case .silent:
      if flaw == .endless { await world.stall.hang() }
      guard limit > world.limit else { return .lost }
      await untilCancelled()
      return flaw == .denying ? .notSent(.cancelled) : .lost
    }
  }
}
