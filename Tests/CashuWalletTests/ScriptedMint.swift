import Synchronization
import TollGateCashu
import TollGateCashuWallet
import TollGateCore

/// A transport that answers whatever a test wants, and remembers what it was given.
final class ScriptedMint: MintTransport {
  static let url = MintURL("https://mint.example/Bitcoin")

  private let answer: Result<MintReplyBytes, MintTransportFailure>
  private let seen = Mutex<[MintRequestBytes]>([])

  init(_ answer: Result<MintReplyBytes, MintTransportFailure>) { self.answer = answer }

  convenience init(_ body: String, status: UInt16 = 200) {
    self.init(.success(MintReplyBytes(status: status, body: Array(body.utf8))))
  }

  convenience init(_ message: some MintMessage) {
    self.init(.success(MintReplyBytes(status: 200, body: message.body)))
  }

  var requests: [MintRequestBytes] { seen.withLock { $0 } }

  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    seen.withLock { $0.append(request) }
    return try answer.get()
  }
}
