#if Netlink
  import CLinux
  import CNetlink
  import Glibc
  import TollGateCore
  import TollGateLinux

  /// The two sockets of one life: one hears events, the other takes dumps, so that neither waits for the other.
  struct NetlinkEars: ~Copyable {
    private static let groups = [
      RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE, RTNLGRP_NEIGH,
    ]

    private let events: NetlinkSocket
    private let dumps: NetlinkSocket
    private let intake: NetlinkIntake

    init(buffer: Int32?, intake: NetlinkIntake) throws(SystemFailure) {
      if let failure = intake.opening() { throw failure }
      // Events first: what changes after the first dump began is then heard.
      let events = try NetlinkSocket(groups: NetlinkEars.groups, buffer: buffer, blocking: false)
      let dumps = try NetlinkSocket(groups: [], buffer: nil, blocking: true)
      self.events = events
      self.dumps = dumps
      self.intake = intake
    }

    var descriptor: Int32 { events.descriptor }

    enum Heard: Hashable {
      case messages, stranger, silence, overflow
      case broken(Int32)
    }

    func next(_ hear: (NetlinkMessage) -> Void) -> Heard {
      var passed = NetlinkIntake.Reception.lost
      let reception = events.receive { datagram in
        passed = intake.hearing(.heard)
        if passed == .heard { NetlinkReader.read(datagram) { hear($0.message) } }
      }
      switch reception {
      case .stranger: return .stranger
      case .heard: break
      case .silence: passed = intake.hearing(.silence)
      case .overflow: passed = intake.hearing(.overflow)
      case .broken(let code): passed = intake.hearing(.broken(code))
      }
      return switch passed {
      case .heard, .lost: .messages
      case .silence: .silence
      case .overflow: .overflow
      case .broken(let code): .broken(code)
      }
    }

    /// All of one kind; `nil` when the kernel's table has changed meanwhile, so that the dump may have holes.
    func dump(_ question: NetlinkQuestion, _ wake: borrowing Wake) throws(SystemFailure) -> [NetlinkMessage]? {
      if intake.asking() { try dumps.ask(question) }
      var messages: [NetlinkMessage] = []
      var end: Int32?
      var interrupted = false
      while end == nil {
        try waitForDump(wake)
        let reception = dumps.receive { datagram in
          NetlinkReader.read(datagram) { frame in
            interrupted = interrupted || frame.interrupted
            if case .end(let code) = frame.message {
              end = code
            } else if frame.message != .other {
              messages.append(frame.message)
            }
          }
        }
        switch reception {
        case .heard, .stranger, .silence: break
        case .overflow: throw SystemFailure(code: ENOBUFS)
        case .broken(let code): throw SystemFailure(code: code)
        }
      }
      // A network in which no route was ever made has no table for them.
      if let end, end != 0, !(end == ENOENT && !question.part.isDisjoint(with: [.routes4, .routes6])) {
        throw SystemFailure(code: end)
      }
      return intake.dumped(interrupted) ? nil : messages
    }

    /// Until the kernel goes on, but not for ever: a dump without an end would hold the whole watch. Fails with ECANCELED
    /// when it is to end.
    private func waitForDump(_ wake: borrowing Wake) throws(SystemFailure) {
      let limit = Uptime.nanoseconds + Int64(intake.patience) * 1_000_000
      while true {
        let left = limit - Uptime.nanoseconds
        guard left > 0 else { throw SystemFailure(code: ETIMEDOUT) }
        switch wake.wait(for: dumps.descriptor, milliseconds: Int32(clamping: left / 1_000_000 + 1)) {
        case .readable: return
        case .woken: throw SystemFailure(code: ECANCELED)
        // Or a signal has come.
        case .timedOut: break
        }
      }
    }
  }
#endif
