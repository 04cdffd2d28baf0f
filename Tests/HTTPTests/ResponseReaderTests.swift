import Testing
import TollGateHTTP

@Suite("HTTP answers")
struct ResponseReaderTests {
  @Test("an answer reads alike wherever its bytes were cut", arguments: CodecSamples.responses)
  func cuts(_ text: String) {
    let whole = readResponse(text)
    for pieces in everyCut(of: text) { #expect(readResponse(pieces) == whole) }
  }

  @Test("every beginning of an answer is open, none is wrong and none is whole too early", arguments: 0..<10)
  func beginnings(_ index: Int) {
    let bytes = Array(CodecSamples.responses[index].utf8)
    var wholeFrom: Int?
    for count in 0...bytes.count {
      let reading = readResponse([bytes[..<count]])
      #expect(reading.flaw == nil)
      if reading.whole != nil, wholeFrom == nil { wholeFrom = count }
      #expect((reading.whole != nil) == (wholeFrom != nil), "whole once is whole for ever")
    }
    guard case .whole(_, let rest) = readResponse([bytes[...]]) else {
      #expect(index == 5, "only the answer without a length stays open")
      return
    }
    #expect(wholeFrom == bytes.count - rest.utf8.count)
  }

  @Test("a counted body, its fields and what follows it")
  func counted() {
    let reading = readResponse("HTTP/1.1 200 Fine so\r\nA:  b c \t\r\ncontent-LENGTH: 03\r\nX-Empty:\r\n\r\nabcd")
    guard case .whole(let response, let rest) = reading else { return #expect(Bool(false), "\(reading)") }
    #expect(response.status == 200 && response.reason == "Fine so" && rest == "d")
    #expect(response.body == Array("abc".utf8) && response.fields["a"] == "b c" && response.fields["x-empty"] == "")
  }

  @Test("chunks are put together; extensions and the trailer are dropped")
  func chunked() {
    let response = readResponse(CodecSamples.responses[3]).whole
    #expect(response.map { String(decoding: $0.body, as: UTF8.self) } == "Wikipedia in\r\n")
    #expect(response?.fields.contains("X-Sum") == false)
  }

  @Test("without a length the body ends with the connection, and only then")
  func untilClose() {
    let reading = readResponse(CodecSamples.responses[5])
    guard case .open(let response?, nil) = reading else { return #expect(Bool(false), "\(reading)") }
    #expect(response.body == Array("until the end".utf8))
  }

  @Test(
    "a connection that ends too early is a flaw wherever the length was known",
    arguments: [(0, 2), (3, 6), (4, 2), (6, 2)])
  func tooEarly(_ index: Int, _ missing: Int) {
    let bytes = Array(CodecSamples.responses[index].utf8)
    guard case .open(let response?, .endedEarly) = readResponse([bytes.dropLast(missing)]) else {
      return #expect(Bool(false), "not open")
    }
    #expect(response.status >= 200, "the head had come")
  }

  @Test("HEAD, 204 and 304 have no body, whatever they say")
  func bodiless() {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd"
    #expect(readResponse(text, to: .head) == .whole(head(200, "OK", ["Content-Length": "4"]), rest: "abcd"))
    #expect(readResponse("HTTP/1.1 304 Same\r\n\r\nabcd") == .whole(head(304, "Same", [:]), rest: "abcd"))
    #expect(readResponse(CodecSamples.responses[7]).whole?.body == [])
  }

  private func head(_ status: UInt16, _ reason: String, _ fields: HTTPFields) -> HTTPResponse {
    HTTPResponse(status, reason: reason, fields: fields)
  }

  @Test("heads of 1xx are skipped, but not for ever")
  func interim() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\n"
    let answer = "HTTP/1.1 204 No Content\r\n\r\n"
    #expect(readResponse(String(repeating: interim, count: 4) + answer).whole?.status == 204)
    #expect(readResponse(String(repeating: interim, count: 5) + answer).flaw == .tooManyInterimAnswers)
    #expect(readResponse("HTTP/1.1 101 Switching Protocols\r\n\r\n").flaw == .switchedProtocols)
  }

  @Test("a flaw leaves what had arrived before it")
  func arrived() {
    let reading = readResponse("HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n")
    guard case .flawed(.chunkSize, let response?) = reading else { return #expect(Bool(false), "\(reading)") }
    #expect(response.status == 500 && response.body == Array("abc".utf8))
  }

  static let flaws: [(HTTPFlaw, String)] = [
    (.startLine, "ICY 200 OK\r\n"), (.startLine, "HTTP/1.1 20 OK\r\n"), (.startLine, "HTTP/1.1 2000\r\n"),
    (.startLine, "HTTP/1.1 +20 OK\r\n"), (.startLine, "HTTP/1.1 099 x\r\n"), (.startLine, "HTTP/1.1\r\n"),
    (.startLine, "\r\n"), (.startLine, " HTTP/1.1 200 OK\r\n"), (.startLine, "http/1.1 200 OK\r\n"),
    (.version, "HTTP/2 200 OK\r\n"), (.version, "HTTP/1.10 200 OK\r\n"), (.version, "HTTP/0.9 200 OK\r\n"),
    (.bareLineFeed, "HTTP/1.1 200 OK\n"), (.bareCarriageReturn, "HTTP/1.1 200\rOK\r\n"),
    (.bareCarriageReturn, "HTTP/1.1 200 OK\r\r\n"), (.controlCharacter, "HTTP/1.1 200 \u{0}\r\n"),
    (.controlCharacter, field("A: \u{7F}")), (.controlCharacter, field("A\u{1}: b")),
    (.bareLineFeed, field("A: b\nB: c")), (.foldedField, field("A: b\r\n\tc")), (.foldedField, field(" A: b")),
    (.fieldName, field(": b")), (.fieldName, field("no colon")), (.fieldName, field("A : b")),
    (.fieldName, field("Ä: b")), (.fieldName, field("A(: b")),
    (.contentLength, length("")), (.contentLength, length("-1")), (.contentLength, length("+1")),
    (.contentLength, length("1 2")), (.contentLength, length("0x1")), (.contentLength, length("1,")),
    (.contentLength, length("9223372036854775808")), (.contentLength, length("18446744073709551616")),
    (.contentLength, length("99999999999999999999999999999")), (.contentLength, length("1.0")),
    (.contentLengthsDiffer, length("1, 2")), (.contentLengthsDiffer, length("1\r\nContent-Length: 2")),
    (.contentLengthWithTransferEncoding, length("1\r\nTransfer-Encoding: chunked")),
    (.contentLengthWithTransferEncoding, length("x\r\nTransfer-Encoding: chunked")),
    (.transferEncoding, field("Transfer-Encoding: gzip, chunked")), (.transferEncoding, field("Transfer-Encoding: x")),
    (.transferEncoding, field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")),
    (.transferEncoding, field("Transfer-Encoding:")),
    (.transferEncoding, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
    (.chunkSize, chunks("\r\n")), (.chunkSize, chunks("-1\r\n")), (.chunkSize, chunks("g\r\n")),
    (.chunkSize, chunks("0x1\r\n")), (.chunkSize, chunks(" 1\r\n")), (.chunkSize, chunks("1 1\r\n")),
    (.chunkSize, chunks("ffffffffffffffff\r\n")), (.chunkSize, chunks("8000000000000000\r\n")),
    (.chunkSize, chunks("10000000000000000\r\n")), (.chunkSize, chunks("00000000000000001\r\n")),
    (.bodyTooLong, chunks("7fffffffffffffff\r\n")), (.bareLineFeed, chunks("1\nx")),
    (.chunkEnd, chunks("1\r\nxy\r\n")), (.bareLineFeed, chunks("1\r\nx\n")),
    (.bareCarriageReturn, chunks("1\r\nx\r\r")),
    (.controlCharacter, chunks("1;\u{0}\r\n")), (.fieldName, chunks("0\r\nbad\r\n")),
    (.foldedField, chunks("0\r\n x\r\n")), (.bodyTooLong, length("65537")),
    (.bodyTooLong, chunks("ffff\r\n" + String(repeating: "x", count: 0xFFFF) + "\r\n2\r\n")),
  ]

  private static func field(_ text: String) -> String { "HTTP/1.1 200 OK\r\n\(text)\r\n\r\n" }
  private static func length(_ text: String) -> String { field("Content-Length: \(text)") }
  private static func chunks(_ text: String) -> String { field("Transfer-Encoding: chunked") + text }

  @Test("each dangerous answer has its own flaw", arguments: flaws)
  func dangerous(_ flaw: HTTPFlaw, _ text: String) { #expect(readResponse(text).flaw == flaw, "\(text)") }
}
