import Testing
import TollGateCore
import TollGateTrace

/// The format that is kept on disk and read by people: a change here is a change of the format.
@Suite struct GoldenTests {
  private func line<Value: Traced>(_ value: Value) -> String { String(decoding: Trace.line(value), as: UTF8.self) }

  @Test("a kind without a payload is a word, one with a payload an object with one key")
  func kinds() {
    #expect(line(Event.wokeUp) == #""wokeUp""#)
    #expect(line(Event.driverEnded(.links)) == #"{"driverEnded":"links"}"#)
    #expect(line(Event.commanded(.resume(nil))) == #"{"commanded":{"resume":{}}}"#)
    #expect(
      line(Event.answered(Fixtures.operation, .recorded)) == #"{"answered":{"id":"12.7","answer":"recorded"}}"#)
    #expect(
      line(Answer.delivered(Fixtures.deliveries[1]))
        == #"{"delivered":{"notice":{"code":"payment-error-token-spent","proof":{"signed":"0123456789abcdef"#
        + #"000000000000000200000000000000030000000000000004"},"saysSpent":true,"retryAfter":3000000000}}}"#)
  }

  @Test("effects name what they ask for, with addresses and keys as people write them")
  func effects() {
    #expect(
      line(Effect.ask(Fixtures.operation, .look(Fixtures.gateway6, within: .seconds(5))))
        == #"{"ask":{"id":"12.7","request":{"look":{"gateway":{"link":"wlan0","address":"fe80::1","#
        + #""attachment":3},"within":5000000000}}}}"#)
    #expect(
      line(Effect.report(.gatewayStands(Fixtures.gateway, .noFunds(available: Sats(3)), next: nil)))
        == #"{"report":{"gatewayStands":{"gateway":{"link":"wlan0","address":"192.168.1.1","attachment":3},"#
        + #""reason":{"noFunds":{"available":3}}}}}"#)
  }

  @Test("journal entries carry the whole new value of a record")
  func entries() {
    #expect(
      line(JournalEntry(at: Fixtures.at, change: .charged(Fixtures.line)))
        == #"{"at":61000000000,"change":{"charged":{"hour":4,"link":"wlan0","unit":"sat","charged":6}}}"#)
    #expect(
      line(JournalEntry(at: .never, change: .checkpoint(Ledger())))
        == #"{"at":9223372036854775807,"change":{"checkpoint":{"payments":[],"budget":[],"sellers":[],"marks":[],"#
        + #""sightings":[],"stories":[],"last":0}}}"#)
  }

  @Test("a link table shows hardware addresses and families")
  func table() {
    #expect(
      line(Fixtures.table)
        == #"{"links":[{"name":"wlan0","index":2,"mac":"02:00:0a:0b:0c:0d","up":true,"carrier":true,"#
        + #""loopback":false,"pointToPoint":false,"attachment":3}],"addresses":[{"link":"wlan0","#
        + #""address":"192.168.1.23","prefix":24,"peer":"192.168.1.1","usable":true}],"routes":[{"link":"wlan0","#
        + #""family":"IPv4","gateway":"192.168.1.1","metric":600}]}"#)
  }
}
