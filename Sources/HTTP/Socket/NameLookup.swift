import Glibc
import Synchronization
package import TollGateCore
import TollGateLinux

/// Looks up the addresses of names. The C library blocks for that, as long as it likes, and can't be stopped.
package enum NameLookup {
  package enum Outcome: Hashable, Sendable {
    /// At least one, in the order in which they should be tried.
    case found([IPAddress])
    case failed(ReachFailure)
  }

  /// So many are tried: more would not fit into any limit.
  private static let most = 8
  /// Lookups that go on, whether anybody still waits for them or not.
  private static let mostRunning = 8
  private static let running = Atomic(0)

  /// Within the limit, and promptly ended by cancelling. What the C library still does then ends beside us.
  @concurrent package static func addresses(of name: String, within limit: Interval) async -> Outcome {
    do throws(SystemFailure) {
      return try await DriverThread.run("tollgate-lookup", in: .own) { wake throws(SystemFailure) in
        let question = Question(name, done: try Wake())
        guard try question.begin() else { return .failed(.noRoute) }
        let milliseconds = Int32(clamping: max(limit.wholeMilliseconds, 0))
        return switch wake.wait(for: question.done.descriptor, milliseconds: milliseconds) {
        case .readable: question.outcome
        case .timedOut: .failed(.timedOut)
        case .woken: .failed(.cancelled)
        }
      }
    } catch {
      return .failed(.bindFailed)
    }
  }

  /// What the thread that asks shares with the one that waits.
  private final class Question: Sendable {
    let done: Wake
    private let name: String
    private let answer = Mutex<[IPAddress]>([])

    init(_ name: String, done: Wake) {
      self.name = name
      self.done = done
    }

    var outcome: Outcome { answer.withLock { $0.isEmpty ? .failed(.noRoute) : .found($0) } }

    /// False where too many others go on.
    func begin() throws(SystemFailure) -> Bool {
      guard NameLookup.running.add(1, ordering: .relaxed).newValue <= NameLookup.mostRunning else {
        NameLookup.running.subtract(1, ordering: .relaxed)
        return false
      }
      do throws(SystemFailure) {
        try RunningThread.begin("tollgate-names") { self.ask() }.leave()
      } catch {
        NameLookup.running.subtract(1, ordering: .relaxed)
        throw error
      }
      return true
    }

    private func ask() {
      let found = SocketAddress.addresses(of: name, most: NameLookup.most)
      answer.withLock { $0 = found }
      NameLookup.running.subtract(1, ordering: .relaxed)
      done.signal()
    }
  }
}
