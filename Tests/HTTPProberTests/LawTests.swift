import Testing
import TollGateCore
import TollGateDriverContracts

@Suite("Drivers over HTTP keep the laws of their ports", .timeLimit(.minutes(3)))
struct LawTests {
  static let addresses: [IPAddress] = [.loopback4, .loopback6]

  @Test("B1, B2, B3, B9, D3: the prober keeps the laws of its port", arguments: addresses)
  func prober(_ address: IPAddress) async {
    let violations = await Laws.gatewayProber.check(within: .seconds(60)) { () async throws(BenchFailure) in
      try await GatewayBench(address)
    }
    #expect(violations == [])
  }

  @Test("C4, C5, C6, K11: the courier keeps the laws of its port", arguments: addresses)
  func courier(_ address: IPAddress) async {
    let violations = await Laws.paymentCourier.check(within: .seconds(60)) { () async throws(BenchFailure) in
      try await TillBench(address)
    }
    #expect(violations == [])
  }

  @Test("D2, D3: the gateway's meter keeps the laws of its port", arguments: addresses)
  func meter(_ address: IPAddress) async {
    let violations = await Laws.usageMeter.check(within: .seconds(60)) { () async throws(BenchFailure) in
      try await MeterBench(address)
    }
    #expect(violations == [])
  }
}
