public import TollGateCore

/// Everything that the owner has written, or left at its default. Drivers and their own keys are chosen beside it.
public struct Configuration: Hashable, Sendable {
  /// What the machine decides by.
  public var policy = Policy()
  public var state = "/var/lib/tollgate"
  public var control = ControlSettings()
  public var log = LogSettings()

  public init() {}
}

/// Where the daemon listens to its owner (H3).
public struct ControlSettings: Hashable, Sendable {
  public var socket = "/run/tollgate/control"
  public init() {}
}

/// What is logged, how and where (H4).
public struct LogSettings: Hashable, Sendable {
  public enum Level: String, Hashable, Sendable, CaseIterable { case debug, info, warning, error }
  public enum Form: String, Hashable, Sendable, CaseIterable { case human, json }
  public enum Sink: String, Hashable, Sendable, CaseIterable { case stderr, syslog }

  public var level = Level.info
  public var form = Form.human
  public var to = Sink.stderr

  public init() {}
}
