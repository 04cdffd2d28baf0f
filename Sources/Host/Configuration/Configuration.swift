public import TollGateCore

/// Everything that the owner has written, or left at its default. Drivers and their own keys are chosen beside it.
public struct Configuration: Hashable, Sendable {
  /// What the machine decides by.
  public var policy = Policy()
  public var meters = MeterWords()
  public var state = "/var/lib/tollgate"
  public var control = ControlSettings()
  public var log = LogSettings()
  public var status = StatusSettings()
  public var recorder = RecorderSettings()

  public init() {}
}

/// Which meters count, by metric.
public struct MeterWords: Hashable, Sendable {
  public var driver = "standard"
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

/// The page and the metrics (H5).
public struct StatusSettings: Hashable, Sendable {
  public var enabled = true
  public var listen = "127.0.0.1:2180"
  public var token = Secret()

  public init() {}
}

/// The ring of what happened (H6).
public struct RecorderSettings: Hashable, Sendable {
  public var enabled = true
  public var folder = "/run/tollgate/recorder"
  public var size: UInt64 = 4 << 20

  public init() {}
}

/// A text that nobody may print.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  let text: String
  public init(_ text: String = "") { self.text = text }

  public var isEmpty: Bool { text.isEmpty }
  public var description: String { isEmpty ? "" : "•••" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
