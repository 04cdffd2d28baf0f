import Synchronization

/// Messages to a thread that polls: whoever posts one rings its bell.
package final class Mailbox<Message: Sendable>: Sendable {
  package let poller: Poller
  private let waiting = Mutex<[Message]>([])

  package init() throws(SystemFailure) { poller = try Poller() }

  package func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    poller.ring()
  }

  /// All that was posted, in its order.
  package func take() -> [Message] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }

  /// Posts a question, and waits for its answer. Cancelling the task says to the thread that a ticket was cancelled.
  package func ask<Answer: Sendable>(
    cancelling cancelled: Message, _ question: (ClientTicket, CheckedContinuation<Answer, Never>) -> Message
  ) async -> Answer {
    let ticket = ClientTicket()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { post(question(ticket, $0)) }
    } onCancel: {
      ticket.cancel()
      post(cancelled)
    }
  }
}

/// Says whether a request is still wanted. It may be cancelled before the thread has ever heard of it.
package final class ClientTicket: Sendable {
  private let cancelled = Atomic(false)

  package init() {}

  package func cancel() { cancelled.store(true, ordering: .releasing) }
  package var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}
