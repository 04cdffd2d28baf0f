import Synchronization
import TollGateLinux

/// Messages to the thread that polls: whoever posts one rings its bell.
final class Mailbox<Message: Sendable>: Sendable {
  let poller: Poller
  private let waiting = Mutex<[Message]>([])

  init() throws(SystemFailure) { poller = try Poller() }

  func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    poller.ring()
  }

  /// All that was posted, in its order.
  func take() -> [Message] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
