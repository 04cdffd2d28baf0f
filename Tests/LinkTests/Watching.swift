import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateTestNetwork

/// What a running source has delivered.
final class Deliveries: Sendable {
  private let state = Mutex((newest: LinkTable?.none, count: 0))

  func take(_ table: LinkTable) {
    state.withLock { state in
      state.newest = table
      state.count += 1
    }
  }

  var newest: LinkTable? { state.withLock { $0.newest } }
  var count: Int { state.withLock { $0.count } }
  func attachment(of name: String) -> TollGateCore.Attachment? {
    newest?.links.first { $0.name.text == name }?.attachment
  }
}

extension Deliveries {
  /// The kernel is asked first: what it says later the driver may not know yet.
  func agree(with network: TestNetwork) async throws -> Bool {
    let kernel = try await LinkFacts(of: network)
    return newest.map { LinkFacts($0) } == kernel
  }
}

/// Runs a source beside an experiment, and ends it. Its consumer may need some time for each table.
@discardableResult
func watching(
  _ source: some LinkSource, microseconds: UInt32 = 0, _ experiment: (Deliveries) async throws -> Void
) async throws -> LinkFailure? {
  let deliveries = Deliveries()
  return try await withThrowingTaskGroup(of: LinkFailure?.self) { group in
    group.addTask {
      do throws(LinkFailure) {
        try await source.run { table in
          deliveries.take(table)
          if microseconds > 0 { usleep(microseconds) }
        }
        return nil
      } catch {
        return error
      }
    }
    defer { group.cancelAll() }
    try await eventually("the first table") { deliveries.newest != nil }
    try await experiment(deliveries)
    group.cancelAll()
    return try await group.next() ?? nil
  }
}

/// Asks again until it holds. It gives up after ten seconds and many tries, both: where other tests keep every processor
/// busy, time passes and nobody gets a turn.
func eventually(
  _ what: String, location: SourceLocation = #_sourceLocation, _ holds: () async throws -> Bool
) async throws {
  let limit = ContinuousClock.now + .seconds(10)
  var tries = 0
  while try await !holds() {
    tries += 1
    try #require(tries < 500 || ContinuousClock.now < limit, "never came: \(what)", sourceLocation: location)
    try await Task.sleep(for: .milliseconds(2))
  }
}
