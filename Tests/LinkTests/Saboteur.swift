#if Netlink
  import Foundation
  import Synchronization
  import TollGateLinux
  import TollGateNetlinkDriver

  /// What a test does to the messages between kernel and driver.
  final class Saboteur: Sendable {
    private let next = Mutex<(@Sendable (NetlinkIntake.Reception) -> NetlinkIntake.Reception)?>(nil)
    private let refusals = Mutex(0)
    private let interruptions = Mutex(0)
    private let isDumb = Mutex(false)
    private let swallowed = Mutex(0)

    /// The kernel may be silent for so many milliseconds in the middle of a dump.
    func intake(patience: Int32) -> NetlinkIntake {
      var intake = intake
      intake.patience = patience
      return intake
    }

    var intake: NetlinkIntake {
      NetlinkIntake(
        opening: { [self] in Self.spend(refusals) ? SystemFailure(code: EMFILE) : nil },
        hearing: { [self] in next.withLock { $0 }?($0) ?? $0 },
        asking: { [self] in !isDumb.withLock { $0 } },
        dumped: { [self] in Self.spend(interruptions) || $0 })
    }

    private static func spend(_ left: borrowing Mutex<Int>) -> Bool {
      left.withLock { left in
        guard left > 0 else { return false }
        left -= 1
        return true
      }
    }

    func hear(_ change: (@Sendable (NetlinkIntake.Reception) -> NetlinkIntake.Reception)?) {
      next.withLock { $0 = change }
    }

    /// Datagrams that were lost.
    var lost: Int { swallowed.withLock { $0 } }

    func mute() {
      hear { [self] given in
        guard given == .heard else { return given }
        swallowed.withLock { $0 += 1 }
        return .lost
      }
    }

    /// No dump is answered from here on.
    func silenceDumps() { isDumb.withLock { $0 = true } }

    /// A reader that sits still until the gate is opened, and then needs so long for each message.
    func hold(_ gate: Gate, microseconds: UInt32) {
      hear { given in
        gate.pass()
        gate.open()
        if given == .heard { usleep(microseconds) }
        return given
      }
    }

    func refuse(_ count: Int) { refusals.withLock { $0 = count } }

    /// The next dumps are as if the kernel's table had changed under them.
    func interrupt(_ count: Int) { interruptions.withLock { $0 = count } }
    var interruptionsLeft: Int { interruptions.withLock { $0 } }

    /// The next look into the socket gives this, once.
    func once(_ reception: NetlinkIntake.Reception) {
      let isSpent = Mutex(false)
      hear { given in
        isSpent.withLock { spent in
          defer { spent = true }
          return spent ? given : reception
        }
      }
    }
  }
#endif
