#if Netlink
  import CBenchmarks
  import Glibc
  import TollGateLinux

  /// A watcher at work: what it says, and what it costs.
  struct RunningWatcher {
    /// What a table comes to.
    struct Sum: Hashable {
      var addresses = 0
      var metrics: UInt64 = 0
    }

    let kind: Watcher
    private let process: pid_t
    private let lines: LineReader?

    init(_ kind: Watcher, buffer: Int32) throws(SystemFailure) {
      self.kind = kind
      var output: Int32 = -1
      process =
        kind.keepsTable
        ? unsafe tollgate_start_watcher(kind.rawValue, "\(buffer)", &output)
        : unsafe tollgate_start_monitor("\(buffer)")
      lines = output < 0 ? nil : LineReader(try Descriptor(output))
      guard process > 0 else { throw SystemFailure(code: -process) }
    }

    func stop() { tollgate_stop(process) }

    /// `ip monitor` gives up when it has lost something.
    var isAlive: Bool { tollgate_is_running(process) != 0 }

    var processorTime: Double { Double(tollgate_processor_time(process)) / 1e9 }

    /// When its table became this sum and stayed so; `nil` when it doesn't within ten seconds.
    func moment(of wanted: Sum) -> Int64? {
      var since: Int64?
      let limit = Moment.now + 10_000_000_000
      while Moment.now < limit {
        guard let line = lines?.next(milliseconds: since == nil ? 10_000 : kind == .slow ? 250 : 120) else {
          return since
        }
        let fields = line.split(separator: " ")
        guard fields.count == 3, let time = Int64(fields[0]), let addresses = Int(fields[1]),
          let metrics = UInt64(fields[2])
        else { return nil }
        let isRight = Sum(addresses: addresses, metrics: metrics) == wanted
        since = isRight ? since ?? time : nil
      }
      return since
    }

    /// Waits until it has nothing to do any more.
    func rest() {
      var before = -1.0
      while processorTime > before {
        before = processorTime
        _ = usleep(60_000)
      }
    }
  }

  /// Lines of a pipe, each as soon as it is there.
  final class LineReader {
    private let file: Descriptor
    private var bytes: [UInt8] = []

    init(_ file: consuming Descriptor) { self.file = file }

    /// `nil` at the end, or when none comes in time.
    func next(milliseconds: Int32) -> String? {
      while true {
        if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
          defer { bytes.removeSubrange(...end) }
          return String(decoding: bytes[..<end], as: UTF8.self)
        }
        var waiting = pollfd(fd: file.number, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, milliseconds) > 0 else { return nil }
        var more = [UInt8](repeating: 0, count: 4096)
        let count = unsafe more.withUnsafeMutableBytes { unsafe read(file.number, $0.baseAddress, $0.count) }
        guard count > 0 else { return nil }
        bytes += more[..<count]
      }
    }
  }
#endif
