public import TollGateCore

/// How a gateway's root and its `/usage` behave when they are asked, and what else it does.
public struct GatewayScript: Hashable, Sendable {
  public enum Root: Hashable, Sendable {
    /// The advertisement of the bench, truly signed.
    case advertises
    /// The same with one letter of its signature changed.
    case forges
    /// A notice with this code.
    case refuses(NoticeCode)
    /// A page of a portal with status 200.
    case page
    /// 302 to another address of the same bench.
    case redirects
    /// Takes the connection and says nothing.
    case silent
  }

  public enum Usage: Hashable, Sendable {
    case reading(used: UInt64, total: UInt64)
    /// `-1/-1`.
    case noSession
    /// A text that is no reading.
    case garbled
    case redirects
    case silent
  }

  public var root: Root
  public var usage: Usage
  /// What `/whoami` and the session tell; `nil` is silence, also towards the port-80 request.
  public var client: ClientReport?

  public init(
    root: Root = .advertises, usage: Usage = .noSession,
    client: ClientReport? = ClientReport(identity: .resolved, access: .none)
  ) {
    self.root = root
    self.usage = usage
    self.client = client
  }
}

/// A request that a gateway has seen.
public enum GatewayRequest: UInt8, Hashable, Sendable, CaseIterable {
  case root, usage, whoAmI, session, port80
  /// At the address that a redirect names.
  case redirected
}

/// A gateway that behaves as it is told, for drivers that look at it.
public protocol GatewayProberBench: Bench {
  func make() async throws(BenchFailure) -> any GatewayProber
  var gateway: GatewayID { get }
  /// The address of `gateway` on a link that does not exist.
  var gatewayOnMissingLink: GatewayID { get }
  /// What `gateway` advertises.
  var advertisement: Advertisement { get }
  /// The limit that drivers are given. Looks at a silent gateway take this long, so it is best a short one.
  var limit: Interval { get }
  func play(_ script: GatewayScript) async throws(BenchFailure)
  /// Nothing listens there from here on.
  func leave() async throws(BenchFailure)
  func requests() async -> [GatewayRequest]
}

/// How a gateway answers a token.
public enum TillScript: Hashable, Sendable {
  /// With the bench's grant, truly signed.
  case grants
  /// With a notice of this code, signed by the seller.
  case refuses(NoticeCode)
  /// With a page of a portal under this status.
  case page(status: UInt16)
  /// 302 to another address of the same bench.
  case redirects
  /// Takes everything and says nothing.
  case silent
  /// Closes once it has seen so many bytes of the body.
  case closes(afterBody: Int)
  /// Nothing listens.
  case absent
}

/// What a gateway saw of one connection.
public struct TillVisit: Hashable, Sendable {
  /// Bytes of bodies, whatever became of them.
  public var body: [UInt8]
  public var requests: Int
  /// Came to the address that a redirect names.
  public var redirected: Bool

  public init(body: [UInt8], requests: Int, redirected: Bool = false) {
    self.body = body
    self.requests = requests
    self.redirected = redirected
  }
}

/// A gateway that takes tokens, for drivers that carry them.
public protocol PaymentCourierBench: Bench {
  func make() async throws(BenchFailure) -> any PaymentCourier
  var seller: Seller { get }
  /// The address of `seller` on a link that does not exist.
  var sellerOnMissingLink: Seller { get }
  /// What `.grants` answers.
  var grant: Grant { get }
  /// The limit that drivers are given. Deliveries to a silent gateway take this long, so it is best a short one.
  var limit: Interval { get }
  func play(_ script: TillScript) async throws(BenchFailure)
  /// One per connection, in their order. It waits until the gateway has seen all that the last delivery sent.
  func visits() async -> [TillVisit]
  /// Comes back once a visit with a whole body has begun.
  func bodyArrived() async
}

/// A host outside, for drivers that knock at it.
public protocol EgressProbeBench: Bench {
  func make() async throws(BenchFailure) -> any EgressProbe
  var target: EgressTarget { get }
  var link: LinkName { get }
  var missingLink: LinkName { get }
  var limit: Interval { get }
  /// Whether the target answers, or swallows what it is sent.
  func answer(_ answers: Bool) async throws(BenchFailure)
  /// How often somebody has knocked.
  func knocks() async -> Int
}

/// What a meter reads, as the bench wants it.
public protocol UsageMeterBench: Bench {
  func make() async throws(BenchFailure) -> any UsageMeter
  var target: MeterTarget { get }
  /// Readings that this kind of meter can give, in an order in which it can give them. Odometers may start anywhere:
  /// of them only the differences count.
  var readings: [UsageReading] { get }
  func show(_ reading: UsageReading) async throws(BenchFailure)
  /// The ways in which the source can be lost. A clock has none, and the laws about loss ask nothing of it.
  var losses: [MeterLoss] { get }
  /// From here on there is nothing to read, in one of `losses`.
  func lose(_ how: MeterLoss) async throws(BenchFailure)
  /// How often the source was asked. A meter that asks nobody leaves it at 0.
  func requests() async -> Int
}

/// The ways in which a meter's source fails.
public enum MeterLoss: UInt8, Hashable, Sendable, CaseIterable { case gone, silent, garbled }
