import Glibc
import TollGateCore
import TollGateLinux

/// What the server's thread does: it waits for every connection, deadline and answer at once.
struct ServerLoop: ~Copyable {
  private static let listenerKey: UInt64 = 0
  private static let wakeKey: UInt64 = 1
  /// How long it leaves new connections alone when one could not be had.
  private static let shortage = Interval.milliseconds(100)

  private let listener: Int32
  private let limits: HTTPServerLimits
  private let mailbox: Mailbox<ServerAnswer>
  private let screening: HTTPServer.Screening
  private let feed: AsyncStream<ServerVisit>.Continuation
  private var connections: [UInt64: ServerConnection] = [:]
  /// Handlers whose connections have ended before them. They count as connections: nobody may pile them up.
  private var orphans: Set<UInt64> = []
  private var lastKey = wakeKey
  private var isAccepting = true
  private var acceptsAgain = Instant.start
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  init(
    _ listener: Int32, _ limits: HTTPServerLimits, _ mailbox: Mailbox<ServerAnswer>, _ wake: Wake,
    _ screening: @escaping HTTPServer.Screening, _ feed: AsyncStream<ServerVisit>.Continuation
  ) throws(SystemFailure) {
    self.listener = listener
    self.limits = limits
    self.mailbox = mailbox
    self.screening = screening
    self.feed = feed
    try mailbox.poller.watch(listener, for: .reading, key: Self.listenerKey)
    try mailbox.poller.watch(wake.descriptor, for: .reading, key: Self.wakeKey)
  }

  /// False when it was woken to end.
  mutating func turn(accepting socket: borrowing StreamSocket) throws(SystemFailure) -> Bool {
    let ready = try mailbox.poller.wait(milliseconds: nextDeadline.milliseconds(from: .now))
    let now = Instant.now
    for readiness in ready {
      switch readiness.key {
      case Self.wakeKey: return false
      case Self.listenerKey: try accept(from: socket, at: now)
      default: advance(readiness, at: now)
      }
    }
    for answer in mailbox.take() { take(answer, at: now) }
    for (key, connection) in connections where connection.deadline <= now {
      let before = connection.interest
      connection.timeIsUp(at: now)
      settle(key, connection, before)
    }
    try mindTheDoor(at: now)
    return true
  }

  private var nextDeadline: Instant {
    let door = isAccepting ? Instant.never : acceptsAgain
    return connections.values.reduce(hasRoom ? door : .never) { min($0, $1.deadline) }
  }

  private var hasRoom: Bool { connections.count + orphans.count < limits.connections }

  private mutating func accept(from socket: borrowing StreamSocket, at now: Instant) throws(SystemFailure) {
    while hasRoom {
      do throws(SystemFailure) {
        guard let accepted = try socket.accept() else { return }
        let connection = ServerConnection(accepted, limits, screening, at: now)
        lastKey += 1
        try mailbox.poller.watch(connection.number, for: connection.interest, key: lastKey)
        connections[lastKey] = connection
      } catch {
        guard !Self.isFinal(error) else { throw error }
        acceptsAgain = now + Self.shortage
        return
      }
    }
  }

  /// Whether a listener that failed so is none any more. Everything else passes: a lack of descriptors or memory, a
  /// firewall's veto, and what accept(2) hands on from the network of the one that came.
  static func isFinal(_ failure: SystemFailure) -> Bool { [EBADF, EINVAL, ENOTSOCK, EFAULT].contains(failure.code) }

  /// Listens to the door only while somebody can be let in.
  private mutating func mindTheDoor(at now: Instant) throws(SystemFailure) {
    let accepts = hasRoom && acceptsAgain <= now
    guard accepts != isAccepting else { return }
    isAccepting = accepts
    try mailbox.poller.change(listener, to: accepts ? .reading : [], key: Self.listenerKey)
  }

  private mutating func advance(_ readiness: Poller.Readiness, at now: Instant) {
    guard let connection = connections[readiness.key] else { return }
    let before = connection.interest
    if let visit = connection.advance(readiness, &buffer, at: now) { feed.yield(visit) }
    settle(readiness.key, connection, before)
  }

  private mutating func take(_ answer: ServerAnswer, at now: Instant) {
    guard let connection = connections[answer.key] else {
      orphans.remove(answer.key)
      return
    }
    let before = connection.interest
    connection.answer(answer.reply, at: now)
    settle(answer.key, connection, before)
  }

  /// Tells the poller what the connection waits for now. The socket of one that is over closes with it.
  private mutating func settle(_ key: UInt64, _ connection: ServerConnection, _ before: Poller.Interest) {
    if connection.isOver {
      connections[key] = nil
      if connection.isHandled { orphans.insert(key) }
    } else if connection.interest != before {
      try? mailbox.poller.change(connection.number, to: connection.interest, key: key)
    }
  }
}
