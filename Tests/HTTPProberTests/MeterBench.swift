import Synchronization
import TollGateCore
import TollGateDriverContracts
import TollGateHTTP
import TollGateHTTPProber
import TollGateWire

/// A gateway's `/usage` on a real server.
final class MeterBench: UsageMeterBench {
  private final class SharedState: Sendable {
    let value = Mutex((reply: HTTPReply.script([.close]), requests: 0))
  }

  let target: MeterTarget
  let readings: [UsageReading] = [
    .usage(used: 0, total: 60_000), .usage(used: 61_000, total: 60_000), .noSession,
    .usage(used: 1, total: UInt64(Int64.max)),
  ]
  let losses = MeterLoss.allCases
  private let state: SharedState
  private let server: TestServer

  init(_ address: IPAddress) async throws(BenchFailure) {
    let state = SharedState()
    self.state = state
    target = MeterTarget(kind: .gateway, gateway: .local(address), metric: .milliseconds)
    server = try await TestServer(on: Endpoint(address, 0)) { request in
      state.value.withLock { state in
        state.requests += 1
        return request.target == "/usage" ? state.reply : .answer("", status: 404)
      }
    }
  }

  func make() throws(BenchFailure) -> any UsageMeter {
    HTTPUsageMeter(try .forTests(), ports: GatewayPorts(service: server.endpoint.port), within: .milliseconds(1500))
  }

  func show(_ reading: UsageReading) throws(BenchFailure) {
    switch reading {
    case .usage(let used, let total): set(.answer(GatewayBody.usage((used, total))))
    case .noSession: set(.answer(GatewayBody.usage(nil)))
    case .odometer: throw BenchFailure("a gateway shows \(reading)")
    }
  }

  func lose(_ how: MeterLoss) {
    switch how {
    case .gone: set(.script([.reset]))
    case .silent: set(.script([.hang]))
    case .garbled: set(.answer("used/total"))
    }
  }

  private func set(_ reply: HTTPReply) { state.value.withLock { $0.reply = reply } }
  func requests() -> Int { state.value.withLock { $0.requests } }
  func close() async { await server.end() }
}
