import CLinux
import Glibc

/// Many descriptors, waited for by one thread, and a bell by which other threads call it.
package final class Poller: Sendable {
  /// What a descriptor is watched for. That it broke or was hung up is always told.
  package struct Interest: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let reading = Interest(rawValue: EPOLLIN.rawValue)
    package static let writing = Interest(rawValue: EPOLLOUT.rawValue)
  }

  /// What a descriptor is ready for.
  package struct Readiness: Hashable, Sendable {
    /// As it was given when the watching began.
    package let key: UInt64
    private let events: UInt32

    init(key: UInt64, events: UInt32) {
      self.key = key
      self.events = events
    }

    package var canRead: Bool { events & EPOLLIN.rawValue != 0 }
    package var canWrite: Bool { events & EPOLLOUT.rawValue != 0 }
    package var isBroken: Bool { events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
  }

  private static let most = 64
  private static let bellKey = UInt64.max
  private static let timerKey = UInt64.max - 1

  private let poll: Descriptor
  private let bell: Descriptor
  /// By the clock of `Uptime`: the time of `epoll_wait` stands still while the machine sleeps.
  private let timer: Descriptor

  package init() throws(SystemFailure) {
    poll = try Descriptor(epoll_create1(Int32(EPOLL_CLOEXEC)))
    bell = try Descriptor(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)))
    timer = try Descriptor(timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK)))
    try control(EPOLL_CTL_ADD, bell.number, .reading, Self.bellKey)
    try control(EPOLL_CTL_ADD, timer.number, .reading, Self.timerKey)
  }

  /// Becomes readable where a wait would end, for whoever waits for other things beside it.
  package var descriptor: Int32 { poll.number }

  /// Any key but the two greatest.
  package func watch(_ descriptor: Int32, for interest: Interest, key: UInt64) throws(SystemFailure) {
    try control(EPOLL_CTL_ADD, descriptor, interest, key)
  }

  package func change(_ descriptor: Int32, to interest: Interest, key: UInt64) throws(SystemFailure) {
    try control(EPOLL_CTL_MOD, descriptor, interest, key)
  }

  private func control(
    _ operation: Int32, _ descriptor: Int32, _ interest: Interest, _ key: UInt64
  ) throws(SystemFailure) {
    var event = unsafe epoll_event()
    unsafe event.events = interest.rawValue
    unsafe event.data.u64 = key
    guard unsafe epoll_ctl(poll.number, operation, descriptor, &event) == 0 else { throw .last }
  }

  /// Ends the wait of the polling thread, or its next one.
  package func ring() { _ = eventfd_write(bell.number, 1) }

  /// Sets the timer, which forgets that it has run out; 0 stops it.
  private func setTimer(milliseconds: Int32) throws(SystemFailure) {
    var time = itimerspec()
    time.it_value = timespec(tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    guard unsafe timerfd_settime(timer.number, 0, &time, nil) == 0 else { throw .last }
  }

  /// Waits for so many milliseconds at most, `nil` for ever. The bell is heard and not listed.
  package func wait(milliseconds: Int32?) throws(SystemFailure) -> [Readiness] {
    try setTimer(milliseconds: max(milliseconds ?? 0, 0))
    var events = unsafe [epoll_event](repeating: epoll_event(), count: Self.most)
    let count = unsafe epoll_wait(poll.number, &events, Int32(Self.most), milliseconds == 0 ? 0 : -1)
    if count < 0, errno == EINTR { return [] }
    guard count >= 0 else { throw .last }
    var ready: [Readiness] = []
    for place in 0..<Int(count) {
      let key = unsafe events[place].data.u64
      if key == Self.bellKey {
        var rung: eventfd_t = 0
        _ = unsafe eventfd_read(bell.number, &rung)
      } else if key != Self.timerKey {
        ready.append(Readiness(key: key, events: unsafe events[place].events))
      }
    }
    return ready
  }
}
