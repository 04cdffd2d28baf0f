#if Netlink
  import CBenchmarks
  import Glibc
  import TollGateCore
  import TollGateNetlinkDriver

  /// Who is measured. Each is a process of its own, so that its processor time is known.
  enum Watcher: String, CaseIterable {
    case ours, slow, loop, monitor

    var name: String {
      switch self {
      case .ours: "our netlink driver"
      case .slow: "ours, 100 ms a table"
      case .loop: "the C loop"
      case .monitor: "ip monitor"
      }
    }

    var isOurs: Bool { self == .ours || self == .slow }

    /// `ip monitor` keeps no table that could be right.
    var keepsTable: Bool { self != .monitor }
  }

  extension Watcher {
    /// The part that runs in the process of a watcher. Returns only when the driver has broken.
    func watch(buffer: Int32) async {
      if self == .loop { tollgate_link_loop(buffer) }
      do throws(LinkFailure) {
        try await NetlinkLinkSource(buffer: buffer).run { [self] table in
          let metrics = table.routes.reduce(0) { $0 + UInt64($1.metric) }
          print("\(Moment.now) \(table.addresses.count) \(metrics)")
          _ = fflush(nil)
          if self == .slow { _ = usleep(100_000) }
        }
      } catch {
        print("broken \(error)")
      }
    }
  }

  /// Nanoseconds since the machine started: one clock for all processes.
  enum Moment {
    static var now: Int64 {
      var time = timespec()
      _ = unsafe clock_gettime(CLOCK_BOOTTIME, &time)
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
  }
#endif
