import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateHTTP

@Suite("HTTP client and the end of its sockets", .timeLimit(.minutes(2)))
struct ClosingTests {
  enum Ending: CaseIterable { case answered, cancelled, timedOut }

  @Test("A10: the socket is closed before anybody hears of the end", arguments: Ending.allCases)
  func closed(_ ending: Ending) async throws {
    let client = try HTTPClient()
    let asked = Asked()
    try await serving { _, _ in
      await asked.come()
      return ending == .answered ? .response(HTTPResponse()) : .script([.hang])
    } during: { endpoint in
      let onlooker = Onlooker(endpoint.port)
      let limit = ending == .timedOut ? Interval.milliseconds(300) : .seconds(60)
      let task = Task(executorPreference: onlooker) { await client.ask(endpoint, within: limit) }
      if ending == .cancelled {
        await asked.wait(for: 1)
        task.cancel()
      }
      let exchange = await task.value
      #expect((exchange.response != nil) == (ending == .answered))
      // When the task began, and when it was told; an answer may be there before the task has begun to wait.
      let sightings = onlooker.sightings
      #expect(sightings == [.closed, .closed] || ending == .answered && sightings == [.closed])
    }
  }
}

/// Runs a task on whichever thread resumes it, and first looks for connections to a port of this machine.
private final class Onlooker: TaskExecutor {
  enum Sighting { case open, closed, unknown }

  private let port: UInt16
  private let seen = Mutex<[Sighting]>([])

  init(_ port: UInt16) { self.port = port }

  var sightings: [Sighting] { seen.withLock { $0 } }

  func enqueue(_ job: consuming ExecutorJob) {
    let sighting = look()
    seen.withLock { $0.append(sighting) }
    unsafe job.runSynchronously(on: asUnownedTaskExecutor())
  }

  /// A connection is open until this side has closed it, whatever the other side has done: 1 and 8 in the kernel's table.
  private func look() -> Sighting {
    guard let table = try? String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8) else { return .unknown }
    let other = String(format: ":%04X", port)
    let isOpen = table.split(separator: "\n").contains { line in
      let columns = line.split(separator: " ")
      return columns.count > 3 && columns[2].hasSuffix(other) && ["01", "08"].contains(columns[3])
    }
    return isOpen ? .open : .closed
  }
}
