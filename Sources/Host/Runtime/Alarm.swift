import Synchronization
import TollGateCore
import TollGateLinux

/// Calls once at a moment, from a thread of its own. Setting another moment replaces the one before.
final class Alarm: Sendable {
  private enum Message: Sendable {
    case set(Instant?)
    case end
  }

  private let mailbox: Mailbox<Message>
  private let thread: RunningThread
  /// As it was set last: an alarm that doesn't move costs nothing.
  private let moment = Mutex<Instant?>(nil)

  init(_ clock: MachineClock, _ ring: @escaping @Sendable () -> Void) throws(SystemFailure) {
    let mailbox = try Mailbox<Message>()
    self.mailbox = mailbox
    thread = try RunningThread.begin("tollgate-alarm") { Alarm.watch(clock, mailbox, ring) }
  }

  deinit {
    mailbox.post(.end)
    thread.join()
  }

  func set(_ next: Instant?) {
    let moves = moment.withLock { moment in
      defer { moment = next }
      return moment != next
    }
    if moves { mailbox.post(.set(next)) }
  }

  private static func watch(_ clock: MachineClock, _ mailbox: Mailbox<Message>, _ ring: @Sendable () -> Void) {
    var next: Instant?
    while true {
      // It can fail by a bug alone; then the moment is still looked at.
      _ = try? mailbox.poller.wait(milliseconds: next.map { milliseconds(until: $0, clock.now) })
      for message in mailbox.take() {
        switch message {
        case .set(let moment): next = moment
        case .end: return
        }
      }
      if let moment = next, clock.now >= moment {
        next = nil
        ring()
      }
    }
  }

  /// Never too short, so that it is time when it has passed.
  private static func milliseconds(until moment: Instant, _ now: Instant) -> Int32 {
    let left = max(moment - now, .zero) + Interval(nanoseconds: 999_999)
    return Int32(min(left.wholeMilliseconds, 3_600_000))
  }
}
