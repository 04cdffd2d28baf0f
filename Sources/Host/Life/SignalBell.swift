import CLinux
import Glibc
import Synchronization
package import TollGateLinux

/// What the system asks of the process, told to a task: a handler of signals may do no more than ring.
package enum Signal: Hashable, Sendable, CaseIterable {
  /// SIGTERM, SIGINT.
  case end
  /// SIGHUP.
  case reload

  fileprivate var numbers: [Int32] { self == .end ? [SIGTERM, SIGINT] : [SIGHUP] }
}

/// One at a time in a process.
package struct SignalBell: Sendable {
  private static let bell = Atomic<Int32>(-1)
  private static let ends = Atomic(0)
  private static let reloads = Atomic(0)

  /// From here on these signals no longer end the process by themselves.
  package init() {
    SignalBell.ends.store(0, ordering: .relaxed)
    SignalBell.reloads.store(0, ordering: .relaxed)
    for number in Signal.end.numbers { _ = signal(number) { _ in SignalBell.ring(SignalBell.ends) } }
    for number in Signal.reload.numbers { _ = signal(number) { _ in SignalBell.ring(SignalBell.reloads) } }
  }

  /// Runs in a handler: an atomic and a write are all that it may touch.
  private static func ring(_ count: borrowing Atomic<Int>) {
    count.add(1, ordering: .relaxed)
    let number = bell.load(ordering: .relaxed)
    if number >= 0 { _ = eventfd_write(number, 1) }
  }

  /// Tells of each signal, until it is cancelled.
  package func listen(_ deliver: @escaping @Sendable (Signal) -> Void) async throws(SystemFailure) {
    try await DriverThread.run("tollgate-signals", in: .own) { wake throws(SystemFailure) in
      let event = try Descriptor(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)))
      SignalBell.bell.store(event.number, ordering: .relaxed)
      defer { SignalBell.bell.store(-1, ordering: .relaxed) }
      var heard = (ends: 0, reloads: 0)
      while true {
        let (ends, reloads) = (SignalBell.ends.load(ordering: .relaxed), SignalBell.reloads.load(ordering: .relaxed))
        for _ in heard.reloads..<max(reloads, heard.reloads) { deliver(.reload) }
        for _ in heard.ends..<max(ends, heard.ends) { deliver(.end) }
        heard = (max(ends, heard.ends), max(reloads, heard.reloads))
        guard wake.wait(for: event.number, milliseconds: nil) != .woken else { return }
        var rung: eventfd_t = 0
        _ = unsafe eventfd_read(event.number, &rung)
      }
    }
  }
}
