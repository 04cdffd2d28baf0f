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
}
