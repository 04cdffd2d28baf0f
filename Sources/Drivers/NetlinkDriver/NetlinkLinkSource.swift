#if Netlink
  import Glibc
  import Synchronization
  public import TollGateCore
  package import TollGateLinux

  /// Links by the kernel's own events (A2). Whatever makes an event doubtful – an overflow, an interrupted dump, a link that
  /// goes down, a lost address, a dead socket – ends in a fresh dump and is counted.
  public final class NetlinkLinkSource: HealthyLinkSource {
    /// What outlives one run: numbers of attachments, and the counters.
    struct Memory {
      var book = AttachmentBook()
      var health = LinkHealth(driver: "netlink")
      var newest: Int64?
    }

    private let buffer: Int32?
    private let namespace: NetworkNamespace
    private let intake: NetlinkIntake
    let memory = Mutex(Memory())

    package init(buffer: Int32?, in namespace: NetworkNamespace, intake: NetlinkIntake = NetlinkIntake()) {
      self.buffer = buffer
      self.namespace = namespace
      self.intake = intake
    }

    /// `buffer` is how many bytes of events the kernel keeps for us while we are busy.
    public convenience init(buffer: Int32 = 1 << 20) { self.init(buffer: buffer, in: .own) }

    @concurrent public func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
      let failure = await Handover.run(to: { [self] table in
        count { $0.tables += 1 }
        deliver(table)
      }) { hand in
        await watch(hand)
      }
      throw failure
    }

    /// Reading never waits for whoever takes the tables: the kernel's buffer would overflow meanwhile.
    private func watch(_ hand: @escaping @Sendable (LinkTable) -> Handover.Arrival) async -> LinkFailure {
      do throws(SystemFailure) {
        try await DriverThread.run(in: namespace) { [self] wake throws(SystemFailure) in
          var watch = try NetlinkWatch(buffer: buffer, intake: intake, source: self, hand)
          try watch.run(wake)
        }
        return .cancelled
      } catch {
        return error.code == ECANCELED ? .cancelled : LinkFailure(error)
      }
    }

    public var health: LinkHealth {
      memory.withLock { memory in
        var health = memory.health
        health.age = memory.newest.map { Interval(nanoseconds: Uptime.nanoseconds - $0) }
        return health
      }
    }

    func count(_ change: (inout LinkHealth) -> Void) { memory.withLock { change(&$0.health) } }
  }
#endif
