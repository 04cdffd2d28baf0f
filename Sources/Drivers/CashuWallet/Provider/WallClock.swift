import CLinux
import Glibc

/// The calendar, for what people read. Nothing that spends depends on it (E6).
enum WallClock {
  static var seconds: Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec)
  }
}
