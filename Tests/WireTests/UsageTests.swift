import Testing
import TollGateCore
import TollGateWire

@Suite struct UsageTests {
  @Test(
    "D3: readings and no session",
    arguments: [
      ("100/200", .usage(used: 100, total: 200)), ("  1048576/10485760  ", .usage(used: 1_048_576, total: 10_485_760)),
      ("\n300/200\r\n", .usage(used: 300, total: 200)), ("0/1", .usage(used: 0, total: 1)),
      ("007/0100", .usage(used: 7, total: 100)),
      ("9223372036854775807/9223372036854775807", .usage(used: .init(Int64.max), total: .init(Int64.max))),
      ("-1/-1", .noSession), ("-1/-1\n", .noSession), ("0/0", .noSession), ("5/0", .noSession),
    ] as [(String, UsageReading)])
  func readings(_ text: String, _ reading: UsageReading) {
    #expect(GatewayAnswer(200, text).usage == .reading(reading))
  }

  @Test(
    "D3: everything else is no reading, never zero",
    arguments: [
      "", "/", "1/", "/1", "-1/100", "50/-1", "-2/-3", "-999999/100", "not-a-number/200", "100/xyz", "100200",
      "100/200/300", "1 /2", "1/ 2", "+1/2", "1.0/2", "1e3/2000", "0x1/2", "9223372036854775808/1",
      "1/9223372036854775808", "18446744073709551615/18446744073709551615", "1/99999999999999999999999999", "-1/-1/-1",
      "-1/-01", "--1/-1", "١/٢", "1/2\u{0}", "<html>1/2</html>", "-1",
    ])
  func nothing(_ text: String) { #expect(GatewayAnswer(200, text).usage == .nothing(.unreadable)) }

  @Test("D3: another status, a page with a usage in it, or an endless answer is no reading")
  func others() {
    for status in [0, 201, 204, 301, 404, 429, 500] as [UInt16] {
      #expect(GatewayAnswer(status, "1/2").usage == .nothing(.unreadable))
    }
    #expect(GatewayAnswer(200, "1/2" + String(repeating: " ", count: 253)).usage == .reading(.usage(used: 1, total: 2)))
    #expect(GatewayAnswer(200, "1/2" + String(repeating: " ", count: 254)).usage == .nothing(.unreadable))
    #expect(GatewayAnswer(status: 200, body: [0x31, 0x2F, 0xFF]).usage == .nothing(.unreadable))
  }

  @Test("a gateway writes what is read as what it meant")
  func written() {
    #expect(GatewayAnswer(status: 200, body: GatewayBody.usage((7, 9))).usage == .reading(.usage(used: 7, total: 9)))
    #expect(GatewayAnswer(status: 200, body: GatewayBody.usage(nil)).usage == .reading(.noSession))
  }
}
