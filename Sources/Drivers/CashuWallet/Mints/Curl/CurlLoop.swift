#if TLS
  import CCurl
  import TollGateCore
  import TollGateHTTP
  import TollGateLinux

  typealias CurlOutcome = Result<MintReplyBytes, MintTransportFailure>

  enum CurlMessage: Sendable {
    case send(CurlOrder, ClientTicket, CheckedContinuation<CurlOutcome, Never>)
    /// One of the tickets was.
    case cancelled
    case end
  }

  /// What libcurl's thread does. It alone touches the library, and loads it when the first message has come.
  struct CurlLoop: ~Copyable {
    private struct Flight {
      let ticket: ClientTicket
      let transfer: CurlTransfer
      let continuation: CheckedContinuation<CurlOutcome, Never>
    }

    private let mailbox: Mailbox<CurlMessage>
    private let library: CurlLibrary
    private let multi: CurlMulti
    /// A thread that doesn't stand in its network must not send anything.
    private let canSend: Bool
    private var flights: [Flight] = []

    private init(
      _ mailbox: Mailbox<CurlMessage>, _ library: CurlLibrary, _ multi: consuming CurlMulti, canSend: Bool
    ) {
      self.mailbox = mailbox
      self.library = library
      self.multi = multi
      self.canSend = canSend
    }

    /// Returns after `.end`.
    static func run(_ mailbox: Mailbox<CurlMessage>, _ name: String, in namespace: NetworkNamespace) {
      let canSend = (try? namespace.enter()) != nil
      repeat {
        _ = try? mailbox.poller.wait(milliseconds: nil)
        if let library = CurlLibrary(name), let multi = CurlMulti(library) {
          var loop = CurlLoop(mailbox, library, multi, canSend: canSend)
          while loop.turn() {}
          return
        }
      } while refuseAll(mailbox)
    }

    /// Without the library. It may be there for the next one.
    private static func refuseAll(_ mailbox: Mailbox<CurlMessage>) -> Bool {
      for message in mailbox.take() {
        switch message {
        case .send(_, _, let continuation): continuation.resume(returning: .failure(.unreachable(.noLibrary)))
        case .cancelled: break
        case .end: return false
        }
      }
      return true
    }

    private mutating func turn() -> Bool {
      for message in mailbox.take() {
        switch message {
        case .send(let order, let ticket, let continuation): begin(order, ticket, continuation)
        case .cancelled: dropCancelled()
        case .end: return false
        }
      }
      multi.advance()
      while let (transfer, code) = multi.nextEnded(among: flights.lazy.map(\.transfer)) { end(transfer, code) }
      multi.wait(for: mailbox.poller.descriptor)
      _ = try? mailbox.poller.wait(milliseconds: 0)
      return true
    }

    private mutating func begin(
      _ order: CurlOrder, _ ticket: ClientTicket, _ continuation: CheckedContinuation<CurlOutcome, Never>
    ) {
      guard !ticket.isCancelled else { return continuation.resume(returning: .failure(.cancelled)) }
      guard canSend else { return continuation.resume(returning: .failure(.unreachable(.notReached(.bindFailed)))) }
      guard let transfer = CurlTransfer(order, library), multi.add(transfer) else {
        return continuation.resume(returning: .failure(.unreachable(.noLibrary)))
      }
      flights.append(Flight(ticket: ticket, transfer: transfer, continuation: continuation))
    }

    private mutating func dropCancelled() {
      while let index = flights.firstIndex(where: { $0.ticket.isCancelled }) {
        land(index) { _ in .failure(.cancelled) }
      }
    }

    private mutating func end(_ transfer: CurlTransfer, _ code: CURLcode) {
      guard let index = flights.firstIndex(where: { $0.transfer === transfer }) else { return }
      land(index) { $0.outcome(code) }
    }

    /// The connection is closed before anybody hears of the end.
    private mutating func land(_ index: Int, _ outcome: (CurlTransfer) -> CurlOutcome) {
      let flight = flights.remove(at: index)
      let result = outcome(flight.transfer)
      multi.remove(flight.transfer)
      flight.continuation.resume(returning: result)
    }
  }
#endif
