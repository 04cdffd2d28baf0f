#if Cashu
  import Synchronization
  import TollGateCashuWallet
  import TollGateCore

  /// A way to a mint on which answers get lost, once and where it is wanted.
  final class FlakyDoor: MintTransport {
    private enum Trouble { case loses, isClosed }

    private let door: HTTPMintTransport
    private let troubles = Mutex<[String: Trouble]>([:])

    init(_ door: HTTPMintTransport) { self.door = door }

    func lose(_ path: String) { troubles.withLock { $0[path] = .loses } }
    func close(_ path: String) { troubles.withLock { $0[path] = .isClosed } }

    @concurrent func exchange(
      _ request: MintRequestBytes, within limit: Interval
    ) async throws(MintTransportFailure) -> MintReplyBytes {
      let trouble = troubles.withLock { $0.removeValue(forKey: request.path) }
      if trouble == .isClosed { throw .unreachable(.notReached(.refused)) }
      let reply = try await door.exchange(request, within: limit)
      if trouble == .loses { throw .lost }
      return reply
    }
  }
#endif
