import Testing
import TollGateJSON

@Suite struct NumberTests {
  static func number(_ text: String) throws -> JSONNumber {
    try #require(try JSONReader.read(text).number)
  }

  @Test(
    "C2: whole numbers are exact up to the edges of their type, and nothing beyond",
    arguments: [
      ("0", 0, 0), ("1", 1, 1), ("-1", nil, -1), ("-0", nil, 0),
      ("9007199254740993", 9_007_199_254_740_993, 9_007_199_254_740_993),
      ("9223372036854775807", 9_223_372_036_854_775_807, .max), ("9223372036854775808", 9_223_372_036_854_775_808, nil),
      ("-9223372036854775808", nil, .min), ("-9223372036854775809", nil, nil),
      ("18446744073709551615", .max, nil), ("18446744073709551616", nil, nil), ("18446744073709551620", nil, nil),
      ("99999999999999999999", nil, nil), ("100000000000000000000000000000000000000000", nil, nil),
      ("1.0", nil, nil), ("1e3", nil, nil), ("1E0", nil, nil), ("-1.5", nil, nil), ("0.0", nil, nil),
    ] as [(String, UInt64?, Int64?)])
  func whole(_ text: String, _ unsigned: UInt64?, _ signed: Int64?) throws {
    let node = try JSONReader.read(text)
    #expect(node.uint64 == unsigned)
    #expect(node.int64 == signed)
    #expect(node.number?.text == text)
  }

  @Test("C2: a number that is no whole one is there as a Double, and none stands in for one that is too large")
  func doubles() throws {
    #expect(try Self.number("-1.5e-3").double == -0.0015)
    #expect(try Self.number("1E3").double == 1000)
    #expect(try Self.number("18446744073709551616").double == 18_446_744_073_709_551_616)
    #expect(try Self.number("1e400").double == nil)
    #expect(try Self.number("-1e400").double == nil)
    #expect(try Self.number("1e-400").double == 0)
    #expect(try Self.number("1e400").text == "1e400")
  }

  @Test("C2: a number is made only of a spelling that JSON allows")
  func spellings() throws {
    for text in ["0", "-0", "10", "0.10", "1e5", "1E+5", "-2.5e-07"] {
      #expect(JSONNumber(text: text)?.text == text, "\(text)")
    }
    for text in [
      "", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "1 ", " 1", "1,", "0x1", "NaN", "Infinity", "1_0",
    ] {
      #expect(JSONNumber(text: text) == nil, "\(text)")
    }
    #expect(JSONNumber(UInt64.max).uint64 == .max)
    #expect(JSONNumber(Int64.min).int64 == .min)
  }
}
