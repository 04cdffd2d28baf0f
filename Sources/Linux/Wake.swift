import CLinux
import Glibc

/// Ends the waiting of another thread.
package final class Wake: Sendable {
  private let event: Descriptor

  package init() throws(SystemFailure) { event = try Descriptor(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))) }

  /// Becomes readable by the signal, for whoever waits for many things.
  package var descriptor: Int32 { event.number }

  /// For good: every later wait ends at once.
  package func signal() { _ = eventfd_write(event.number, 1) }

  package enum Ending: Hashable, Sendable {
    case readable, timedOut, woken
  }

  /// Waits for bytes, at most so many milliseconds; `nil` waits for ever, without a descriptor only for the time. That time
  /// stands still while the machine sleeps: a wait may end late by as much as it was long.
  package func wait(for descriptor: Int32? = nil, milliseconds: Int32?) -> Ending {
    // poll(2) overlooks what has a negative number.
    var files = [
      pollfd(fd: event.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let count = unsafe poll(&files, 2, milliseconds ?? -1)
    if files[0].revents != 0 { return .woken }
    if count > 0, files[1].revents != 0 { return .readable }
    return .timedOut
  }

  package var isSignalled: Bool { wait(milliseconds: 0) == .woken }
}
