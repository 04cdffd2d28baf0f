import Synchronization
import TollGateCashuWallet
import TollGateCore

/// A way to mints on which a test decides what becomes of single requests, and what happens before or after they are served.
final class CrookedDoor: MintTransport {
  typealias Serve = @Sendable () async throws(MintTransportFailure) -> MintReplyBytes
  typealias Plan = @Sendable (_ serve: Serve) async throws(MintTransportFailure) -> MintReplyBytes

  private let door: SandboxDoor
  private let plans = Mutex<[(path: String, plan: Plan)]>([])

  init(_ door: SandboxDoor) { self.door = door }

  /// For the next request to this path that no earlier plan is for.
  func next(_ path: String, _ plan: @escaping Plan) { plans.withLock { $0.append((path, plan)) } }

  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    let plan = plans.withLock { plans -> Plan? in
      guard let place = plans.firstIndex(where: { $0.path == request.path }) else { return nil }
      return plans.remove(at: place).plan
    }
    guard let plan else { return try await door.exchange(request, within: limit) }
    return try await plan { () async throws(MintTransportFailure) in
      try await self.door.exchange(request, within: limit)
    }
  }
}
