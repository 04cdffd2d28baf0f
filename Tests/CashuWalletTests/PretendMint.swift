import Synchronization
import TollGateCashuWallet
import TollGateCore
import TollGateHTTP
import TollGateLinux

/// A server on our own machine that says what a test wants, and counts what it was asked.
final class PretendMint: Sendable {
  let endpoint: Endpoint
  private let log: Log
  private let running: Task<Void, Never>

  private final class Log: Sendable {
    let requests = Mutex<[HTTPRequest]>([])
    let arrivals = AsyncStream.makeStream(of: Void.self)
  }

  init(
    at endpoint: Endpoint = Endpoint(.v4(0x7F00_0001), 0), in network: NetworkNamespace = .own,
    _ answer: @escaping @Sendable (HTTPRequest) -> HTTPReply
  ) async throws {
    let server = try await HTTPServer.open(on: endpoint, in: network)
    self.endpoint = server.endpoint
    let log = Log()
    self.log = log
    running = Task {
      _ = try? await server.run({ request, _ in
        log.requests.withLock { $0.append(request) }
        log.arrivals.continuation.yield()
        return answer(request)
      })
    }
  }

  convenience init(_ reply: HTTPReply) async throws { try await self.init { _ in reply } }

  var url: MintURL { MintURL("http://\(endpoint)") }
  var requests: [HTTPRequest] { log.requests.withLock { $0 } }

  /// Comes back once it has been asked; each request lets one pass.
  func asked() async { for await _ in log.arrivals.stream { return } }

  func end() async {
    running.cancel()
    await running.value
  }

  static func during<Value>(
    _ reply: HTTPReply, _ experiment: (PretendMint) async throws -> Value
  ) async throws -> Value {
    let mint = try await PretendMint(reply)
    let result: Result<Value, any Error>
    do {
      result = .success(try await experiment(mint))
    } catch {
      result = .failure(error)
    }
    await mint.end()
    return try result.get()
  }
}

/// Each way to a mint that this build has.
enum Way: String, CaseIterable, Sendable {
  case own
  #if TLS
    case curl
  #endif

  /// A client made anew, whose threads end with the last of what it is asked.
  func exchange(
    _ request: MintRequestBytes, within limit: Interval = .seconds(60)
  ) async -> Result<MintReplyBytes, MintTransportFailure> {
    do throws(MintTransportFailure) {
      return .success(try await send(request, limit))
    } catch {
      return .failure(error)
    }
  }

  private func send(
    _ request: MintRequestBytes, _ limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    switch self {
    case .own:
      guard let client = try? HTTPClient() else { throw .cancelled }
      return try await HTTPMintTransport(client).exchange(request, within: limit)
    #if TLS
      case .curl:
        guard let line = try? CurlLine() else { throw .cancelled }
        return try await CurlMintTransport(line).exchange(request, within: limit)
    #endif
    }
  }
}
