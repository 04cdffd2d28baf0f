import TollGateCore

/// When the wallet's disk is free again, and what is wrong with it.
struct WalletDisk: Hashable, Sendable {
  var busyUntil = Instant.start
  var notWritableUntil = Instant.start
  var syncFails = false
  var slow = Interval.zero
  var slowUntil = Instant.start
}

/// What the standing drivers of this life have delivered.
struct Watch: Hashable, Sendable {
  var links = false
  var funds = false
  var linksDue = false
  var fundsDue = false
  var linksBegun = Instant.start
  var delivered: LinkTable?
  var clockIsRight = true
  var stopping = false
}

/// What is wrong with everything at once, and crashes that wait for their moment.
struct Weather: Hashable, Sendable {
  var mutedUntil = Instant.start
  var slow = Interval.zero
  var slowUntil = Instant.start
  var strayUntil = Instant.start
  /// Cancelled work whose answer comes all the same.
  var ghosts: [OperationID] = []
  var crash: Crash?
  var writesLeft: UInt8 = 0
  /// Bytes a second that a stranger takes from our session, per gateway.
  var strangers: [UInt64] = []
  var troubledUntil = Instant.start
}

/// A gate that the books show as open.
struct Gate: Hashable, Sendable {
  var gateway: Int
  var mac: MACAddress
  var link: LinkName
  var opened: Instant
}
