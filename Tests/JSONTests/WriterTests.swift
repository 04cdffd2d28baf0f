import Testing
import TollGateJSON
import TollGateTestNetwork

@Suite struct WriterTests {
  @Test("H3: what is written stands on one line, in the order of the calls, with the commas in their places")
  func compact() {
    var writer = JSONWriter(reserving: 64)
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.number(UInt64.max)
    writer.number(Int64.min)
    writer.number(7)
    writer.beginArray()
    writer.endArray()
    writer.bool(true)
    writer.bool(false)
    writer.null()
    writer.endArray()
    writer.key("b")
    writer.beginObject()
    writer.endObject()
    writer.key("c")
    writer.raw("1.50")
    writer.key("d")
    writer.raw(ArraySlice("[ ]".utf8))
    writer.key("e")
    writer.string("x")
    #expect(!writer.isComplete)
    writer.endObject()
    #expect(writer.isComplete)
    let expected =
      #"{"a":[18446744073709551615,-9223372036854775808,7,[],true,false,null],"b":{},"c":1.50,"d":[ ],"e":"x"}"#
    #expect(writer.text == expected)
    #expect(writer.bytes == [UInt8](expected.utf8))
  }

  @Test("H3: quote, backslash and control characters are escaped, in keys too, and nothing else is")
  func escapes() throws {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0 as UInt32) }))
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("k\"\n")
    writer.string(controls + "\"\\/\u{7F}\u{E9}\u{2028}\u{1F600}")
    writer.endObject()
    let expected =
      #"{"k\"\n":"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
      + #"\"\\/"# + "\u{7F}\u{E9}\u{2028}\u{1F600}\"}"
    #expect(writer.text == expected)
    #expect(try JSONReader.read(writer.bytes)["k\"\n"]?.string == controls + "\"\\/\u{7F}\u{E9}\u{2028}\u{1F600}")
  }

  @Test("H3: a value alone is a whole text")
  func scalars() {
    var writer = JSONWriter()
    #expect(!writer.isComplete)
    writer.string("")
    #expect(writer.text == #""""#)
    #expect(writer.isComplete)
  }

  @Test("H3: a call that would not give JSON stops the program and writes nothing")
  func misuse() async throws { try await Alone.dies("JSONTests.WriterTests", Self.misuses) }

  private static let misuses: [@Sendable () -> Void] = [
    {
      var writer = JSONWriter()
      writer.beginObject()
      writer.null()
    },
    {
      var writer = JSONWriter()
      writer.beginArray()
      writer.key("a")
    },
    {
      var writer = JSONWriter()
      writer.beginArray()
      writer.endObject()
    },
    {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("a")
      writer.key("b")
    },
    {
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("a")
      writer.endObject()
    },
    {
      var writer = JSONWriter()
      writer.endArray()
    },
    {
      var writer = JSONWriter()
      writer.null()
      writer.null()
    },
  ]
}
