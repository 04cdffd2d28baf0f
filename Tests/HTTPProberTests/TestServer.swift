import TollGateCore
import TollGateDriverContracts
import TollGateHTTP
import TollGateLinux

extension IPAddress {
  static let loopback4 = IPAddress.v4(0x7F00_0001)
  static let loopback6 = IPAddress.v6(0, 1)
}

extension GatewayID {
  /// A gateway on our own machine.
  static func local(_ address: IPAddress = .loopback4) -> GatewayID {
    GatewayID(link: LinkName("lo"), address: address, attachment: Attachment(1))
  }
}

/// A server that runs until it is ended.
final class TestServer: Sendable {
  let endpoint: Endpoint
  private let running: Task<Void, Never>

  init(
    on endpoint: Endpoint, via link: LinkName? = nil, in namespace: NetworkNamespace = .own,
    screening: @escaping HTTPServer.Screening = { _, _ in nil },
    _ handler: @escaping @Sendable (HTTPRequest) -> HTTPReply
  ) async throws(BenchFailure) {
    do {
      let server = try await HTTPServer.open(on: endpoint, via: link, in: namespace)
      self.endpoint = server.endpoint
      running = Task { _ = try? await server.run({ request, _ in handler(request) }, screening: screening) }
    } catch {
      throw BenchFailure("no server: \(error)")
    }
  }

  /// Returns when nothing of it is left.
  func end() async {
    running.cancel()
    await running.value
  }

  /// A server on our own machine, for as long as the experiment takes.
  static func during<Value>(
    on address: IPAddress = .loopback4, _ handler: @escaping @Sendable (HTTPRequest) -> HTTPReply,
    _ experiment: (UInt16) async throws -> Value
  ) async throws -> Value {
    let server = try await TestServer(on: Endpoint(address, 0), handler)
    let result: Result<Value, any Error>
    do {
      result = .success(try await experiment(server.endpoint.port))
    } catch {
      result = .failure(error)
    }
    await server.end()
    return try result.get()
  }
}

extension HTTPReply {
  static func answer(_ body: [UInt8], status: UInt16 = 200) -> HTTPReply {
    .response(HTTPResponse(status, body: body))
  }

  static func answer(_ text: String, status: UInt16 = 200) -> HTTPReply { answer(Array(text.utf8), status: status) }

  static func redirect(of request: HTTPRequest) -> HTTPReply {
    let place = "http://\(request.fields["Host"] ?? "")/redirected"
    return .response(HTTPResponse(302, fields: ["Location": place]))
  }
}
