import Testing
import TollGateCore
import TollGateSimulation
import TollGateTrace

@Suite struct OnlookerTests {
  private func life(_ faults: String, lasts: String = "30 min") throws -> (Onlooker, [Timeline.Line]) {
    let text = """
      {"lasts": "\(lasts)", "mints": ["https://mint.example"], "wallet": [{"coins": [1, 1, 2, 2, 4, 8, 16, 32, 64]}],
       "gateways": [{"name": "cafe", "address": "10.21.0.1", "step": "1 min", "prices": [{"price": 1}]}],
       "policy": {"buys": "5 min"},
       "links": [{"name": "wlan0", "gateway": "cafe"}], "faults": [\(faults)]}
      """
    let script = try ScenarioFile.read([UInt8](text.utf8)).get().script
    var world = World(script)
    var onlooker = Onlooker(draws: true)
    world.run(until: script.until, observer: &onlooker)
    onlooker.finish(world)
    return (onlooker, onlooker.takeLines())
  }

  @Test("I1: the first payment and the renewals are told with seller, amount and length")
  func payments() throws {
    let (onlooker, lines) = try life("")
    let told = lines.filter(\.isTold).map(\.text)
    #expect(told.contains { $0.hasPrefix("paid 1 sat to ") && $0.hasSuffix(" on wlan0 for 1 min (new session)") })
    #expect(told.contains { $0.hasPrefix("paid 5 sat to ") && $0.hasSuffix(" on wlan0 for 5 min (renewal)") })
    #expect(onlooker.totals.gap == .zero)
    #expect(onlooker.totals.spent.count == onlooker.chart.payments.reduce(0) { $0 + $1.sats.count })
    #expect(onlooker.totals.purchases == onlooker.totals.firstPayments + onlooker.totals.renewals)
  }

  @Test("I1: a silent gateway is a gap, in the totals with its cause and in the chart")
  func gap() throws {
    let (onlooker, lines) = try life("{\"at\": \"10 min\", \"gateway\": \"cafe\", \"restart\": \"2 min\"}")
    #expect(onlooker.totals.gap >= .minutes(2) && onlooker.totals.gap < .minutes(4))
    let (online, all) = (onlooker.totals.online + onlooker.totals.gap, Interval.minutes(30))
    #expect(all - online < .seconds(5), "what is neither online nor a gap is the start")
    #expect(onlooker.chart.gaps == onlooker.totals.gaps)
    #expect(lines.contains { $0.kind == .world && $0.text.contains("restarts") })
  }

  @Test("I1: while the program is gone nothing is told, and its end and start are")
  func crash() throws {
    let (onlooker, lines) = try life("{\"at\": \"10 min\", \"crash\": {\"down\": \"1 min\"}}")
    let ends = lines.filter { $0.text == "the program is gone" }
    #expect(ends.map(\.at) == [.start + .minutes(10)])
    #expect(lines.allSatisfy { $0.at <= .start + .minutes(10) || $0.at >= .start + .minutes(11) })
    #expect(onlooker.totals.starts == 2)
  }

  @Test("lines come in the order of time, and time is written with tenths")
  func order() throws {
    let (_, lines) = try life("{\"at\": \"5 min\", \"link\": \"wlan0\", \"carrier\": false}")
    #expect(lines.map(\.at) == lines.map(\.at).sorted())
    #expect(Wording.clock(.start + .hours(25) + .milliseconds(3_723_456)) == "1d 02:02:03.4")
  }

  @Test("the same life is told in the same words")
  func same() throws {
    let one = try life("{\"at\": \"5 min\", \"link\": \"wlan0\", \"carrier\": false}")
    let other = try life("{\"at\": \"5 min\", \"link\": \"wlan0\", \"carrier\": false}")
    #expect(one.1 == other.1 && one.0.chart.svg == other.0.chart.svg)
  }
}
