import Testing
import TollGateCore
import TollGateHTTP
import TollGateHTTPProber

@Suite("Gateways that misbehave", .timeLimit(.minutes(3)))
struct MisbehaviourTests {
  /// What a machine with much to do may add to a limit.
  private static let slack = Duration.seconds(20)

  private func timed<Value, Failure>(
    _ misbehaviour: Misbehaviour, _ work: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let began = ContinuousClock.now
    let value = try await work()
    #expect(ContinuousClock.now - began < .milliseconds(misbehaviour.limit.wholeMilliseconds) + Self.slack)
    return value
  }

  @Test(
    "B1, B2, B4, D3: a look gives each misbehaviour its own reason, in time",
    arguments: Misbehaviour.all, LawTests.addresses)
  func look(_ misbehaviour: Misbehaviour, _ address: IPAddress) async throws {
    try await TestServer.during(on: address, { _ in misbehaviour.reply }) { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port, web: port))
      let gateway = GatewayID.local(address)
      let report = await timed(misbehaviour) { await prober.probe(gateway, within: misbehaviour.limit) }
      #expect(report == GatewayReport(offer: misbehaviour.offer, usage: misbehaviour.usage))
      let client = await timed(misbehaviour) { await prober.clarify(gateway, within: misbehaviour.limit) }
      #expect(client.access == .unknown && client.identity != .resolved)
      await timed(misbehaviour) { await prober.register(gateway, within: misbehaviour.limit) }
    }
  }

  @Test(
    "C5, C6: a delivery gives each misbehaviour its own answer, in time, and is never called unsent",
    arguments: Misbehaviour.all, LawTests.addresses)
  func delivery(_ misbehaviour: Misbehaviour, _ address: IPAddress) async throws {
    try await TestServer.during(on: address, { _ in misbehaviour.reply }) { port in
      let courier = HTTPPaymentCourier(try .forTests(), ports: GatewayPorts(service: port))
      let seller = Seller(gateway: .local(address), key: try #require(Signer()).publicKey)
      let delivery = await timed(misbehaviour) {
        await courier.deliver(Bearer(secret: Signer.token), to: seller, within: misbehaviour.limit)
      }
      #expect(delivery == misbehaviour.delivery)
    }
  }

  @Test("D3: a meter gives no reading of any misbehaviour, in time", arguments: Misbehaviour.all)
  func meter(_ misbehaviour: Misbehaviour) async throws {
    try await TestServer.during({ _ in misbehaviour.reply }) { port in
      let meter = HTTPUsageMeter(try .forTests(), ports: GatewayPorts(service: port), within: misbehaviour.limit)
      let target = MeterTarget(kind: .gateway, gateway: .local(), metric: .milliseconds)
      let answer: UsageAnswer
      do throws(MeterFailure) {
        answer = .reading(
          try await timed(misbehaviour) { () async throws(MeterFailure) in try await meter.read(target) })
      } catch {
        answer = .nothing(error)
      }
      #expect(answer == misbehaviour.usage)
    }
  }

  @Test("B1: an answer that is slow, but not too slow, is an answer")
  func delay() async throws {
    let signer = try #require(Signer())
    let head = Array("HTTP/1.1 200 OK\r\n\r\n".utf8)
    let script = [HTTPStep.pause(.milliseconds(50))] + HTTPStep.slowly(head, every: .milliseconds(1))
    try await TestServer.during({ _ in .script(script + [.bytes(signer.advertisement())]) }) { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port))
      let report = await prober.probe(.local(), within: .seconds(60))
      #expect(report.offer == .advertisement(signer.offer))
    }
  }

  @Test("B2: a signature that is forged, missing or somebody else's, and a metric that nobody can watch")
  func signatures() async throws {
    let (signer, other) = (try #require(Signer()), try #require(Signer(5)))
    let bodies: [(body: [UInt8], offer: OfferAnswer)] = [
      (Signer.forged(signer.advertisement()), .invalid(.wrongSignature)),
      (Signer.unsigned(signer.advertisement()), .invalid(.wrongSignature)),
      (signer.advertisement(metric: ""), .invalid(.badMetric)),
    ]
    for (body, offer) in bodies {
      try await TestServer.during({ _ in .answer(body) }) { port in
        let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port))
        #expect(await prober.probe(.local(), within: .seconds(60)).offer == offer)
      }
    }
    try await TestServer.during({ _ in .answer(other.advertisement(metric: "requests")) }) { port in
      let prober = HTTPGatewayProber(try .forTests(), ports: GatewayPorts(service: port))
      guard case .advertisement(let seen) = await prober.probe(.local(), within: .seconds(60)).offer else {
        Issue.record("a signed offer")
        return
      }
      #expect(seen.key == other.publicKey && seen.metric == .other("requests"))
    }
  }
}
