import Testing
import TollGateJSON

@Suite struct MistakeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let problem: JSONMistake.Problem
    let offset: Int
    let line: Int
    let column: Int

    init(_ text: String, _ problem: JSONMistake.Problem, _ offset: Int, line: Int = 1, column: Int) {
      self.text = text
      self.problem = problem
      self.offset = offset
      self.line = line
      self.column = column
    }

    var testDescription: String { text.debugDescription }
  }

  static let cases = [
    Case("", .endOfText, 0, column: 1),
    Case(" \n ", .endOfText, 3, line: 2, column: 2),
    Case("\u{FEFF}{}", .byteOrderMark, 0, column: 1),
    Case("[1,\n  True]", .notAValue, 6, line: 2, column: 3),
    Case("[nul]", .notAValue, 1, column: 2),
    Case("{\"a\": 'b'}", .notAValue, 6, column: 7),
    Case("[,1]", .notAValue, 1, column: 2),
    Case("[+1]", .notAValue, 1, column: 2),
    Case("[1, \u{0}]", .notAValue, 4, column: 5),
    Case("{a: 1}", .notAKey, 1, column: 2),
    Case("{\"a\": 1, 2}", .notAKey, 9, column: 10),
    Case("{\"a\" 1}", .noColon, 5, column: 6),
    Case("{\n\t\"a\": 1\n\t\"b\": 2\n}", .noComma, 11, line: 3, column: 2),
    Case("[1}", .noComma, 2, column: 3),
    Case("{\"a\": 1]", .noComma, 7, column: 8),
    Case("[1,\r\n]", .trailingComma, 5, line: 2, column: 1),
    Case("{\"a\": 1,}", .trailingComma, 8, column: 9),
    Case("// x\n{}", .comment, 0, column: 1),
    Case("{} # x", .comment, 3, column: 4),
    Case("{\"a\": /* x */ 1}", .comment, 6, column: 7),
    Case("[01]", .badNumber, 2, column: 3),
    Case("[-a]", .badNumber, 2, column: 3),
    Case("[1.]", .badNumber, 3, column: 4),
    Case("[1e+]", .badNumber, 4, column: 5),
    Case("[\"a\nb\"]", .controlCharacter, 3, column: 4),
    Case("[\"a\\x\"]", .badEscape, 3, column: 4),
    Case("[\"\\u12g4\"]", .badEscape, 2, column: 3),
    Case("[\"\\ud800\"]", .loneSurrogate, 2, column: 3),
    Case("[\"x\\udc00\\ud800\"]", .loneSurrogate, 3, column: 4),
    Case("[\"\\ud800\\ud800\"]", .loneSurrogate, 2, column: 3),
    Case("[\"\\ud800\\n\"]", .loneSurrogate, 2, column: 3),
    Case("{} {}", .textAfterValue, 3, column: 4),
    Case("[\"\u{E9}\u{1F600}\" 1]", .noComma, 10, column: 7),
  ]

  @Test("H2: a mistake is named, and its line and column are those of the byte that is wrong", arguments: cases)
  func places(_ expected: Case) throws {
    let mistake = try #require(#expect(throws: JSONMistake.self) { try JSONReader.read(expected.text) })
    #expect(mistake.problem == expected.problem)
    #expect(mistake.offset == expected.offset)
    #expect([mistake.line, mistake.column] == [expected.line, expected.column])
  }

  @Test(
    "B2: bytes that are not UTF-8 are refused at the first byte of the bad sequence",
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xC3, 0x28], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82, 0x22],
      [0xF0, 0x8F, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func badUTF8(_ sequence: [UInt8]) throws {
    let bytes = [UInt8]("[\"\u{E9}".utf8) + sequence + [UInt8]("\"]".utf8)
    let mistake = try #require(#expect(throws: JSONMistake.self) { try JSONReader.read(bytes) })
    #expect(mistake == JSONMistake(.badUTF8, at: 4, in: bytes))
    #expect(mistake.column == 4)
  }

  @Test("H2: a mistake reads as one sentence with its place")
  func words() throws {
    let mistake = try #require(
      #expect(throws: JSONMistake.self) { try JSONReader.read("{\n  \"a\": 1,\n}") })
    #expect("\(mistake)" == "line 3, column 1: the comma before this bracket has nothing after it; remove it")
  }

  @Test("H2: every offset of a text has a line and a column, counted in characters")
  func positions() {
    let bytes = [UInt8]("a\u{E9}b\nc".utf8)
    let places = (-1...7).map { JSONPosition(of: $0, in: bytes) }.map { [$0.line, $0.column] }
    #expect(places == [[1, 1], [1, 1], [1, 2], [1, 3], [1, 3], [1, 4], [2, 1], [2, 2], [2, 2]])
  }
}
