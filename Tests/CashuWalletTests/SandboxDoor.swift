import Synchronization
import TollGateCashu
import TollGateCashuWallet
import TollGateCore
import TollGateSandbox

/// The way to sandbox mints within this process.
final class SandboxDoor: MintTransport {
  private struct State {
    var isReachable = true
    var isSilent = false
    var requests: [String] = []
    var bodies: [[UInt8]] = []
  }

  let mints: [MintURL: SandboxMint]
  private let state = Mutex(State())

  init(_ mints: [MintURL: SandboxMint]) { self.mints = mints }

  var requests: [String] { state.withLock { $0.requests } }
  var bodies: [[UInt8]] { state.withLock { $0.bodies } }

  func reach(_ isReachable: Bool) {
    state.withLock {
      $0.isReachable = isReachable
      $0.isSilent = false
    }
  }

  /// Takes requests, serves none of them, and answers nothing.
  func silence() { state.withLock { $0.isSilent = true } }

  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    if Task.isCancelled { throw .cancelled }
    let (isReachable, isSilent) = state.withLock { state in
      state.requests.append(request.path)
      state.bodies.append(request.body)
      return (state.isReachable, state.isSilent)
    }
    guard isReachable, let mint = mints[request.mint] else { throw .unreachable(.notReached(.refused)) }
    let outcome =
      isSilent
      ? MintOutcome.silence : mint.answer(request.method == .get ? "GET" : "POST", request.path, request.body)
    switch outcome {
    case .reply(let reply): return MintReplyBytes(status: reply.status, body: reply.body)
    case .lost: throw .lost
    case .silence: throw await SandboxDoor.wait(limit)
    }
  }

  private static func wait(_ limit: Interval) async -> MintTransportFailure {
    do {
      try await Task.sleep(nanoseconds: UInt64(max(limit.nanoseconds, 0)))
      return .lost
    } catch {
      return .cancelled
    }
  }
}
