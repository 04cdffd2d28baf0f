#if Netlink
  import Glibc
  import Synchronization
  import TollGateCore
  import TollGateLinux

  /// One life of the driver, on its thread: hears, dumps what is in doubt, hands over tables. The first event acts at
  /// once; those that follow quickly share a table.
  struct NetlinkWatch: ~Copyable {
    private static let shortestPause: Int64 = 10_000_000
    /// After a table, when the storm has ended meanwhile; and while it goes on.
    private static let longestPause: Int64 = 25_000_000
    private static let longestStormPause: Int64 = 60_000_000
    /// A storm that says nothing for so many milliseconds has ended, as far as anybody can tell.
    private static let silence: Int32 = 4
    /// Events closer than this are a storm, in which a short breath saves a wake for each.
    private static let storm: Int64 = 2_000_000
    /// A socket of this size holds what a storm brings in one millisecond.
    private static let roomForBreath: Int32 = 1 << 19
    private static let dumpsInARow = 2

    private let buffer: Int32?
    private let intake: NetlinkIntake
    private let source: NetlinkLinkSource
    private let give: (LinkTable) -> Handover.Arrival
    private var ears: NetlinkEars
    private var picture = NetlinkPicture()
    private var last: LinkTable?
    /// Since an overflow, until a dump that began after the socket was empty.
    private var isDeaf = false
    /// Sockets that died without having been heard once.
    private var deaths = 0
    /// The next table comes at the one if all is silent by then, and at the other in any case.
    private var soonest: Int64 = 0
    private var due: Int64 = 0
    private var heardAt: Int64 = 0

    init(
      buffer: Int32?, intake: NetlinkIntake, source: NetlinkLinkSource,
      _ give: @escaping (LinkTable) -> Handover.Arrival
    ) throws(SystemFailure) {
      self.buffer = buffer
      self.intake = intake
      self.source = source
      self.give = give
      ears = try NetlinkEars(buffer: buffer, intake: intake)
    }

    mutating func run(_ wake: borrowing Wake) throws(SystemFailure) {
      while !wake.isSignalled {
        if isPending {
          try settleInTime(wake)
        } else if wake.wait(for: ears.descriptor, milliseconds: nil) == .readable {
          try hearAll()
          if !isPending { breathe(wake) }
        }
      }
    }

    private mutating func settleInTime(_ wake: borrowing Wake) throws(SystemFailure) {
      let wait = due - Uptime.nanoseconds
      guard wait > 0 else { return try settle(wake) }
      let patience = min(Int32(wait / 1_000_000) + 1, NetlinkWatch.silence)
      switch wake.wait(for: ears.descriptor, milliseconds: patience) {
      case .readable:
        try hearAll()
        breathe(wake)
      case .timedOut: if Uptime.nanoseconds >= soonest { try settle(wake) }
      case .woken: break
      }
    }

    private var isPending: Bool { picture.changes > 0 || !picture.stale.isEmpty }

    private func breathe(_ wake: borrowing Wake) {
      let now = Uptime.nanoseconds
      guard now - heardAt < NetlinkWatch.storm, buffer ?? 0 >= NetlinkWatch.roomForBreath else { return }
      _ = wake.wait(milliseconds: 1)
    }

    /// Everything that waits in the socket, but no longer than a table may take, whoever fills it; false when there may be
    /// more.
    @discardableResult
    private mutating func hearAll() throws(SystemFailure) -> Bool {
      let began = Uptime.nanoseconds
      var messages: UInt64 = 0
      var strangers: UInt64 = 0
      defer {
        if messages > 0 { heardAt = began }
        source.count {
          $0.messages += messages
          $0.strangers += strangers
        }
      }
      for looks in 1... {
        if looks % 16 == 0, Uptime.nanoseconds - began > NetlinkWatch.longestPause { return false }
        let heard = ears.next { message in
          messages += 1
          picture.hear(message)
        }
        switch heard {
        case .messages: break
        case .stranger: strangers += 1
        case .silence:
          deaths = 0
          return true
        case .overflow:
          source.count { $0.overflows += 1 }
          isDeaf = true
          picture.stale = .all
        case .broken(let code): try reopen(after: code)
        }
      }
      return false
    }

    private mutating func reopen(after code: Int32) throws(SystemFailure) {
      deaths += 1
      guard deaths <= 3 else { throw SystemFailure(code: code) }
      source.count { $0.reopened += 1 }
      ears = try NetlinkEars(buffer: buffer, intake: intake)
      isDeaf = true
      picture.stale = .all
    }

    /// Clears up what is in doubt, and hands over the table if that is possible.
    private mutating func settle(_ wake: borrowing Wake) throws(SystemFailure) {
      let began = Uptime.nanoseconds
      if !picture.stale.isEmpty {
        // Events older than the dump must not be taken for newer ones: the socket is emptied before and after. One that
        // has overflowed takes nothing new, and says nothing of it, until it was empty.
        if try !hearAll(), isDeaf { return }
        isDeaf = false
        let whole = try dump(wake)
        try hearAll()
        if !whole { isDeaf = true }
      }
      let dumped = Uptime.nanoseconds
      if !isDeaf { hand() }
      let now = Uptime.nanoseconds
      // A dump is what makes a table right; a table in the middle of a storm is only for show.
      func pause(_ cost: Int64, _ longest: Int64) -> Int64 { min(max(cost, NetlinkWatch.shortestPause), longest) }
      soonest = now + pause((dumped - began) / 2 + (now - dumped) * 2, NetlinkWatch.longestPause)
      due = now + pause((now - began) * 16, NetlinkWatch.longestStormPause)
    }

    /// False when the kernel changed its mind under each try; what was in doubt then stays so.
    private mutating func dump(_ wake: borrowing Wake) throws(SystemFailure) -> Bool {
      if last != nil { source.count { $0.resyncs += 1 } }
      var open: NetlinkParts = []
      for question in NetlinkQuestion.all where picture.stale.contains(question.part) {
        picture.stale.remove(question.part)
        var found: [NetlinkMessage]?
        for _ in 0..<NetlinkWatch.dumpsInARow where found == nil {
          found = try ears.dump(question, wake)
          if found == nil { source.count { $0.interrupted += 1 } }
        }
        if let found { picture.replace(question.part, with: found) } else { open.insert(question.part) }
      }
      picture.stale.formUnion(open)
      return open.isEmpty
    }

    private mutating func hand() {
      let changes = picture.changes
      if picture.mayHaveRoamed { picture.replaceAccessPoints(AccessPoint.all()) }
      let whole = picture.whole
      picture.tableTaken()
      let last = last
      let table: LinkTable? = source.memory.withLock { memory in
        let table = whole.table(&memory.book)
        memory.newest = Uptime.nanoseconds
        memory.health.coalesced += changes > 1 ? changes - 1 : 0
        return table == last ? nil : table
      }
      guard let table else { return }
      self.last = table
      // A table that nobody has seen is in this one.
      if give(table) == .instead { source.count { $0.coalesced += 1 } }
    }
  }
#endif
