#if Netlink
  package import TollGateLinux

  /// Stands between the kernel and the driver. The real one changes nothing; tests put their own in, that lose messages,
  /// refuse sockets or interrupt dumps.
  package struct NetlinkIntake: Sendable {
    package enum Reception: Hashable, Sendable {
      case heard
      case silence
      case overflow
      case broken(Int32)
      /// As if it had never been sent.
      case lost
    }

    /// Before each socket is made; a failure stands for the socket's.
    package var opening: @Sendable () -> SystemFailure?
    /// After each look into the socket for events.
    package var hearing: @Sendable (Reception) -> Reception
    /// After each dump: whether the kernel's table has changed under it.
    package var dumped: @Sendable (Bool) -> Bool

    package init(
      opening: @escaping @Sendable () -> SystemFailure? = { nil },
      hearing: @escaping @Sendable (Reception) -> Reception = { $0 },
      dumped: @escaping @Sendable (Bool) -> Bool = { $0 }
    ) {
      self.opening = opening
      self.hearing = hearing
      self.dumped = dumped
    }
  }
#endif
