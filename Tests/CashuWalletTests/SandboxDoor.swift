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
    var pathToHold: String?
    var held: [MintRequestBytes] = []
    var meanwhile: [(path: String, deed: @Sendable () async -> Void)] = []
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

  /// The next request to this path is on its way for long: whoever has sent it hears nothing.
  func hold(_ path: String) { state.withLock { $0.pathToHold = path } }

  /// What was on its way arrives.
  func deliverHeld() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for request in held { _ = mints[request.mint]?.answer("POST", request.path, request.body) }
  }

  /// The next request to this path waits until this has been done, and is served afterwards.
  func meanwhile(_ path: String, _ deed: @escaping @Sendable () async -> Void) {
    state.withLock { $0.meanwhile.append((path, deed)) }
  }

  private func deed(before path: String) -> (@Sendable () async -> Void)? {
    state.withLock { state in
      state.meanwhile.firstIndex { $0.path == path }.map { state.meanwhile.remove(at: $0).deed }
    }
  }

  private func isHeld(_ request: MintRequestBytes) -> Bool {
    state.withLock { state in
      guard state.pathToHold == request.path else { return false }
      state.pathToHold = nil
      state.held.append(request)
      return true
    }
  }

  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    if Task.isCancelled { throw .cancelled }
    if let deed = deed(before: request.path) { await deed() }
    let (isReachable, isSilent) = state.withLock { state in
      state.requests.append(request.path)
      state.bodies.append(request.body)
      return (state.isReachable, state.isSilent)
    }
    if isHeld(request) { throw .lost }
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
