import CLinux
import Glibc
import TollGateCore
import TollGateLinux

/// What the calendar says now.
package enum WallClock {
  package static var seconds: Int64 { WallWatch.now.seconds }
}

/// Tells what the calendar says, at once, after each jump, and when it begins or ceases to be trusted (E6). Nothing that spends
/// depends on it.
enum WallWatch {
  /// How often it is asked whether the clock is synchronised: the kernel tells nobody.
  private static let period: Int32 = 60_000

  static var now: WallTime {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(seconds: Int64(time.tv_sec), synchronised: isSynchronised)
  }

  private static var isSynchronised: Bool {
    var state = timex()
    return unsafe adjtimex(&state) >= 0 && state.status & STA_UNSYNC == 0
  }

  /// Runs until it is cancelled.
  static func run(_ deliver: @escaping @Sendable (WallTime) -> Void) async throws(SystemFailure) {
    try await DriverThread.run("tollgate-clock", in: .own) { wake throws(SystemFailure) in
      var told = now
      deliver(told)
      while true {
        let timer = try jumpTimer()
        let ending = wake.wait(for: timer.number, milliseconds: period)
        guard ending != .woken else { return }
        let new = now
        if ending == .readable || new.synchronised != told.synchronised {
          told = new
          deliver(new)
        }
      }
    }
  }

  /// Becomes readable when somebody sets the clock; its own time never comes.
  private static func jumpTimer() throws(SystemFailure) -> Descriptor {
    let timer = try Descriptor(timerfd_create(CLOCK_REALTIME, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK)))
    var never = itimerspec()
    never.it_value = timespec(tv_sec: .max / 2_000_000_000, tv_nsec: 0)
    let flags = Int32(TFD_TIMER_ABSTIME) | Int32(TFD_TIMER_CANCEL_ON_SET)
    guard unsafe timerfd_settime(timer.number, flags, &never, nil) == 0 else { throw .last }
    return timer
  }
}
