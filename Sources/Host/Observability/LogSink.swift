import CLinux
import Glibc
import Synchronization
import TollGateCore
import TollGateLinux

/// Where lines of the log go (H4). Writing never fails for the one who logs: what can't be written is lost, and counted.
package final class LogSink: Sendable {
  private let settings: LogSettings
  private let lost = Atomic(0)
  /// systemd and procd put the time on every line by themselves.
  private let stamps: Bool

  package init(_ settings: LogSettings) {
    self.settings = settings
    stamps = unsafe getenv("JOURNAL_STREAM") == nil
  }

  package var linesLost: Int { lost.load(ordering: .relaxed) }

  package func write(_ line: LogLine) {
    guard line.level >= settings.level else { return }
    let isWritten =
      switch settings.to {
      case .stderr:
        LogSink.write(Array((line.written(as: settings.form, stamps: stamps) + "\n").utf8), to: STDERR_FILENO)
      case .syslog: syslog(line)
      }
    if !isWritten { lost.add(1, ordering: .relaxed) }
  }

  private func syslog(_ line: LogLine) -> Bool {
    let text =
      "<\(LogSink.priority(line.level))>tollgate[\(getpid())]: \(line.written(as: settings.form, stamps: false))"
    return LocalDatagram.send(Array(text.utf8.prefix(8192)), to: "/dev/log")
  }

  /// LOG_DAEMON with the level of syslog(3).
  private static func priority(_ level: LogSettings.Level) -> Int32 {
    let severity =
      switch level {
      case .debug: LOG_DEBUG
      case .info: LOG_INFO
      case .warning: LOG_WARNING
      case .error: LOG_ERR
      }
    return 3 << 3 | severity
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// One message to a socket of this machine, sent without waiting: syslog and systemd take such.
enum LocalDatagram {
  /// A name that begins with @ is an abstract one.
  static func send(_ bytes: [UInt8], to path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !name.isEmpty, name.count < room else { return false }
    let isAbstract = name[0] == UInt8(ascii: "@")
    if isAbstract { name[0] = 0 }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    guard
      let socket = try? Descriptor(Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
    else { return false }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count + (isAbstract ? 0 : 1))
    let count = unsafe withUnsafeBytes(of: &address) { raw in
      unsafe raw.withMemoryRebound(to: sockaddr.self) { target in
        unsafe bytes.withUnsafeBytes { data in
          unsafe sendto(
            socket.number, data.baseAddress, data.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL),
            target.baseAddress, length)
        }
      }
    }
    return count == bytes.count
  }
}

/// Tells systemd how the service fares, where it asked for that (`Type=notify`).
package struct ServiceManager: Sendable {
  private let socket: String?

  package init() { socket = unsafe getenv("NOTIFY_SOCKET").map { unsafe String(cString: $0) } }
  init(socket: String?) { self.socket = socket }

  package func ready() { tell("READY=1") }
  package func stopping() { tell("STOPPING=1") }
  package func alive() { tell("WATCHDOG=1") }

  private func tell(_ word: String) {
    if let socket { _ = LocalDatagram.send(Array(word.utf8), to: socket) }
  }
}
