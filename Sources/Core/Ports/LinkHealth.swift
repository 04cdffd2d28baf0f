/// How well a link source hears, in numbers that only grow while it runs (A2, A4, A5).
public struct LinkHealth: Hashable, Sendable {
  /// Which kind of driver the newest table is from.
  public var driver: String
  /// Tables handed over.
  public var tables: UInt64 = 0
  /// How long ago the newest table was found to be right.
  public var age: Interval?
  /// Messages of the kernel that were read, and messages of somebody else that were thrown away.
  public var messages: UInt64 = 0
  public var strangers: UInt64 = 0
  /// Times that the kernel had more to say than the socket could hold.
  public var overflows: UInt64 = 0
  /// Dumps that were taken again because an event was, or may have been, missed.
  public var resyncs: UInt64 = 0
  /// Dumps that the kernel changed its mind under.
  public var interrupted: UInt64 = 0
  /// Events that went into a table together with an earlier one.
  public var coalesced: UInt64 = 0
  /// Sockets that died and were made anew.
  public var reopened: UInt64 = 0
  /// Comparisons with a second source; how often the first had missed something, and how often both only see differently.
  public var comparisons: UInt64 = 0
  public var missed: UInt64 = 0
  public var disagreements: UInt64 = 0
  /// Drivers that ended and were begun again, and why the last one did, until another has lasted a while.
  public var restarts: UInt64 = 0
  public var failure: LinkFailure?

  public init(driver: String) { self.driver = driver }
}

/// A link source that says how it fares. Laws: reading it neither waits nor disturbs the source.
public protocol HealthyLinkSource: LinkSource {
  var health: LinkHealth { get }
}
