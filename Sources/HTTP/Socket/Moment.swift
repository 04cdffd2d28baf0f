import TollGateCore
import TollGateLinux

extension Instant {
  /// Here only differences count: the machine's own time begins elsewhere.
  static var now: Instant { Instant(nanoseconds: Uptime.nanoseconds) }

  /// How long to wait for this moment, in the milliseconds of `epoll_wait`, never too short; `nil` for ever.
  func milliseconds(from now: Instant) -> Int32? {
    guard self != .never else { return nil }
    let left = max(self - now, .zero) + Interval(nanoseconds: 999_999)
    return Int32(min(left.wholeMilliseconds, 3_600_000))
  }
}
