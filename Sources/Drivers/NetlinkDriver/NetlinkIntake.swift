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
    /// Before each dump; a question that isn't asked is never answered.
    package var asking: @Sendable () -> Bool
    /// How many milliseconds the kernel may be silent in the middle of a dump.
    package var patience: Int32
    /// After each dump: whether the kernel's table has changed under it.
    package var dumped: @Sendable (Bool) -> Bool

    package init(
      opening: @escaping @Sendable () -> SystemFailure? = { nil },
      hearing: @escaping @Sendable (Reception) -> Reception = { $0 },
      asking: @escaping @Sendable () -> Bool = { true }, patience: Int32 = 5_000,
      dumped: @escaping @Sendable (Bool) -> Bool = { $0 }
    ) {
      self.opening = opening
      self.hearing = hearing
      self.asking = asking
      self.patience = patience
      self.dumped = dumped
    }
  }
#endif
