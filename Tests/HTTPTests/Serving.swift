import Testing
import TollGateCore
import TollGateHTTP

extension IPAddress {
  static let loopback4 = IPAddress.v4(0x7F00_0001)
  static let loopback6 = IPAddress.v6(0, 1)
}

/// Runs a server beside an experiment, and ends it.
func serving<Value: Sendable>(
  on address: IPAddress = .loopback4, limits: HTTPServerLimits = HTTPServerLimits(),
  _ handler: @escaping HTTPServer.Handler, during experiment: (Endpoint) async throws -> Value,
  screening: @escaping HTTPServer.Screening = { _, _ in nil }
) async throws -> Value {
  let server = try await HTTPServer.open(on: Endpoint(address, 0), limits: limits)
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask { try await server.run(handler, screening: screening) }
    defer { group.cancelAll() }
    let value = try await experiment(server.endpoint)
    group.cancelAll()
    try await group.waitForAll()
    return value
  }
}

/// A server that does the same to everybody.
func serving<Value: Sendable>(
  script: [HTTPStep], _ experiment: (Endpoint) async throws -> Value
) async throws -> Value {
  try await serving({ _, _ in .script(script) }, during: experiment)
}

extension HTTPClient {
  /// A request without a link, and with more time than any test needs.
  func ask(
    _ endpoint: Endpoint, _ request: HTTPRequest = HTTPRequest(), limits: HTTPLimits = HTTPLimits(),
    within limit: Interval = .seconds(60)
  ) async -> HTTPExchange {
    await send(request, to: endpoint, via: nil, limits: limits, connectWithin: limit, within: limit)
  }
}

extension HTTPExchange {
  var response: HTTPResponse? { if case .answered(let response) = outcome { response } else { nil } }
  var failure: HTTPFailure? { if case .failed(let failure, _) = outcome { failure } else { nil } }
  var arrived: HTTPResponse? { if case .failed(_, let arrived) = outcome { arrived } else { nil } }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}

/// Counts the requests that are with a handler, and waits for them.
actor Asked {
  private var count = 0
  private var waiting: (count: Int, CheckedContinuation<Void, Never>)?

  func reset() { count = 0 }

  func come() {
    count += 1
    guard let (wanted, continuation) = waiting, wanted <= count else { return }
    waiting = nil
    continuation.resume()
  }

  func wait(for wanted: Int) async {
    guard count < wanted else { return }
    await withCheckedContinuation { waiting = (wanted, $0) }
  }
}
