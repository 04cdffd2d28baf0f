import TollGateCore
import TollGateLinux

/// What the client's thread does: it waits for every connection, deadline and message at once.
struct ClientLoop: ~Copyable {
  private struct Flight {
    let ticket: ClientTicket
    let connection: ClientConnection
    let continuation: CheckedContinuation<HTTPExchange, Never>
    var interest: Poller.Interest
  }

  private let mailbox: Mailbox<ClientMessage>
  /// A thread that doesn't stand in its network must not send anything.
  private let canSend: Bool
  private var flights: [UInt64: Flight] = [:]
  private var lastKey: UInt64 = 0
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  /// Returns after `.end`.
  static func run(_ mailbox: Mailbox<ClientMessage>, in namespace: NetworkNamespace) {
    var loop = ClientLoop(mailbox, canSend: (try? namespace.enter()) != nil)
    while loop.turn() {}
  }

  private init(_ mailbox: Mailbox<ClientMessage>, canSend: Bool) {
    self.mailbox = mailbox
    self.canSend = canSend
  }

  private mutating func turn() -> Bool {
    let deadline = flights.values.reduce(Instant.never) { min($0, $1.connection.deadline) }
    // Nothing here can fail but by a bug: what is left then are the deadlines.
    let ready = (try? mailbox.poller.wait(milliseconds: deadline.milliseconds(from: .now))) ?? []
    for readiness in ready { advance(readiness) }
    for message in mailbox.take() {
      switch message {
      case .send(let order, let ticket, let continuation): begin(order, ticket, continuation)
      case .cancelled: end(.cancelled) { $0.ticket.isCancelled }
      case .end: return false
      }
    }
    if deadline != .never {
      let now = Instant.now
      end(.timedOut) { $0.connection.deadline <= now }
    }
    return true
  }

  private mutating func begin(
    _ order: ClientOrder, _ ticket: ClientTicket, _ continuation: CheckedContinuation<HTTPExchange, Never>
  ) {
    do throws(Unreachable) {
      guard !ticket.isCancelled else { throw Unreachable(.cancelled) }
      guard canSend else { throw Unreachable(.bindFailed) }
      let connection = try ClientConnection(order)
      lastKey += 1
      try watch(connection, key: lastKey)
      flights[lastKey] = Flight(
        ticket: ticket, connection: connection, continuation: continuation, interest: connection.interest)
    } catch {
      continuation.resume(returning: HTTPExchange(.failed(.unreachable(error.reason), arrived: nil), bodyBytesSent: 0))
    }
  }

  private func watch(_ connection: ClientConnection, key: UInt64) throws(Unreachable) {
    do throws(SystemFailure) {
      try mailbox.poller.watch(connection.number, for: connection.interest, key: key)
    } catch {
      throw Unreachable(.bindFailed)
    }
  }

  private mutating func advance(_ readiness: Poller.Readiness) {
    if let outcome = outcome(of: readiness) { end(readiness.key, outcome) }
  }

  private mutating func outcome(of readiness: Poller.Readiness) -> HTTPOutcome? {
    guard let flight = flights[readiness.key] else { return nil }
    if let outcome = flight.connection.advance(readiness, &buffer) { return outcome }
    let interest = flight.connection.interest
    guard interest != flight.interest else { return nil }
    flights[readiness.key]?.interest = interest
    try? mailbox.poller.change(flight.connection.number, to: interest, key: readiness.key)
    return nil
  }

  private mutating func end(_ failure: ReachFailure, _ isOver: (Flight) -> Bool) {
    for (key, outcome) in flights.compactMap({ isOver($1) ? ($0, $1.connection.failed(.unreachable(failure))) : nil }) {
      end(key, outcome)
    }
  }

  /// The socket is closed before anybody hears of the end: no caller may still hold the flight.
  private mutating func end(_ key: UInt64, _ outcome: HTTPOutcome) {
    guard let (continuation, sent) = land(key) else { return }
    continuation.resume(returning: HTTPExchange(outcome, bodyBytesSent: sent))
  }

  private mutating func land(_ key: UInt64) -> (CheckedContinuation<HTTPExchange, Never>, bodyBytesSent: Int)? {
    guard let flight = flights.removeValue(forKey: key) else { return nil }
    return (flight.continuation, flight.connection.bodyBytesSent)
  }
}
