import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateLinux
import TollGateTestNetwork

@testable import TollGateSandbox

/// The drivers of a buyer before the sandbox, whatever that does wrong. One at a time: Foundation's `Process`, which
/// other tests use, now and then reads past the end of a list of more than a thousand open descriptors.
@Suite("Every misbehaviour of the sandbox has its own reason", .serialized, .timeLimit(.minutes(5)))
struct FaultTests {
  /// Time stands still: nothing of what was bought is used up.
  static var settings: SandboxSettings { SandboxSettings(clock: { CalendarMoment(seconds: 1_800_000_000) }) }

  @Test("there is a fault for every act of the sandbox, and it is of that act", arguments: ActWord.allCases)
  func complete(_ word: ActWord) {
    let faults = Fault.faults(word)
    #expect(!faults.isEmpty && faults.allSatisfy { $0.misbehaviour.act.word == word })
  }

  @Test("B1-B4, C5, C6, D3: looks, meter and delivery name it, and the books agree; IPv4", arguments: Fault.all)
  func loopback(_ fault: Fault) async throws {
    try await Market.during(Self.settings, try HTTPClient()) { market in
      #expect(await market.suffer(fault, number: 0) == fault.seen)
    }
  }
}

extension Market {
  /// Five minutes are bought honestly; then the fault begins.
  func suffer(_ fault: Fault, number: Int) async -> Observation {
    server.behave()
    server.forgetSessions()
    let first = await pay("sandbox5-\(number)").plain(key)
    #expect(first == Observation.grant(key, 300_000))
    server.misbehave(fault.misbehaviour)
    return await Observation(of: self, token: "sandbox1-\(number)", within: fault.limit)
  }
}

/// Two gateways with one link-local address: one that misbehaves, and one that doesn't.
@Suite(
  "A misbehaviour stays behind its own link", .serialized,
  .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"), .timeLimit(.minutes(5)))
struct LinkLocalFaultTests {
  private let network: TwinNetwork

  init() async throws { network = try await TwinNetwork() }

  @Test("B1, C5, C6, K11: the same reasons over link-local IPv6, while the other gateway of this address serves well")
  func linkLocal() async throws {
    let client = try HTTPClient(in: network.home.namespace)
    try await Market.during(settings(0), by: "tg0", client) { bad in
      try await Market.during(settings(1), secret: Octets32(0, 0, 0, 5), by: "tg1", client) { good in
        #expect(bad.gateway.address == good.gateway.address && bad.ports == good.ports && bad.key != good.key)
        for (number, fault) in Fault.all.enumerated() {
          #expect(await bad.suffer(fault, number: number) == fault.seen, "\(fault.testDescription)")
          #expect(await good.grant("sandbox1-\(number)")?.key == good.key)
        }
        #expect(good.server.books.sum.sats == UInt64(Fault.all.count))
      }
    }
  }

  private func settings(_ number: Int) -> SandboxSettings {
    var settings = FaultTests.settings
    settings.address = .v6(0xFE80 << 48, 1)
    settings.link = LinkName("lan")
    settings.port = 2121
    settings.namespace = network.gateways[number].namespace
    return settings
  }
}

@Suite("Misbehaviours and memory", .timeLimit(.minutes(3)))
struct FaultMemoryTests {
  @Test("B1: whatever a gateway sends, three times over, its buyer's memory stays within the limits of single answers")
  func memory() async throws {
    try await Alone.run("MarketTests.FaultMemoryTests") {
      let client = try HTTPClient()
      let loud = Fault.all.filter { !$0.isSilence }
      func round(_ faults: [Fault], times: Int) async throws {
        try await Market.during(FaultTests.settings, client) { market in
          for number in 0..<times {
            for (place, fault) in faults.enumerated() {
              let seen = await market.suffer(fault, number: number * faults.count + place)
              try #require(seen == fault.seen)
            }
          }
        }
      }
      try await round(loud.filter { $0.seen == .honest }, times: 2)
      let before = try OwnMemory.peakKilobytes()
      try await round(loud, times: 3)
      // The greatest body is 100 MB, the endless ones have no size; at most five answers of 64 KiB are read at a time.
      let growth = try OwnMemory.peakKilobytes() - before
      try #require(growth < 24 << 10, "\(growth) KiB")
    }
  }
}
