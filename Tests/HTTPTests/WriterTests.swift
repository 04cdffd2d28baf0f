import Testing
import TollGateHTTP

@Suite("HTTP writers")
struct WriterTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test("C4: a request as it goes out, byte for byte")
  func request() throws {
    let request = HTTPRequest(.post, fields: ["Content-Type": "text/plain"], body: Array("cashuB".utf8))
    #expect(
      try text(request.headBytes())
        == "POST / HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\n")
    #expect(try text(HTTPRequest(.get, "/usage").headBytes()) == "GET /usage HTTP/1.1\r\nConnection: close\r\n\r\n")
    #expect(try text(HTTPRequest(.post).headBytes()).contains("Content-Length: 0\r\n"))
  }

  @Test("an answer as it goes out, byte for byte; HEAD gets the head alone, 204 has no length")
  func response() throws {
    let response = HTTPResponse(429, fields: ["Retry-After": "6"], body: Array("slow down\n".utf8))
    let head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 6\r\nContent-Length: 10\r\nConnection: close\r\n\r\n"
    #expect(try text(response.bytes(answering: .get)) == head + "slow down\n")
    #expect(try text(response.bytes(answering: .head)) == head)
    #expect(
      try text(HTTPResponse(204, body: [1]).bytes(answering: .get))
        == "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
  }

  @Test("what is written is read as the same")
  func roundTrip() throws {
    let request = HTTPRequest(.post, "/a?b", fields: ["Host": "[fe80::1]:80", "X": ""], body: [0, 13, 10, 255])
    let read = try readRequest([(request.headBytes() + request.body)[...]]).whole
    #expect(
      read?.body == request.body && read?.target == "/a?b" && read?.fields.all.prefix(2) == request.fields.all[...])
    let response = HTTPResponse(415, reason: "", fields: ["A": "ü"], body: [7])
    let heard = try readResponse([response.bytes(answering: .get)[...]]).whole
    #expect(heard?.status == 415 && heard?.reason == "" && heard?.fields["a"] == "ü" && heard?.body == [7])
  }

  static let breakouts: [(HTTPFlaw, HTTPRequest)] = [
    (.startLine, HTTPRequest(HTTPMethod("GET /"))), (.startLine, HTTPRequest(.get, "/ HTTP/1.1\r\nX: y")),
    (.startLine, HTTPRequest(.get, "")), (.startLine, HTTPRequest(HTTPMethod(""))),
    (.controlCharacter, HTTPRequest(fields: ["User-Agent": "a\r\nX: y"])),
    (.controlCharacter, HTTPRequest(fields: ["A": "\n"])), (.controlCharacter, HTTPRequest(fields: ["A": "\u{0}"])),
    (.fieldName, HTTPRequest(fields: ["A:": "b"])), (.fieldName, HTTPRequest(fields: ["": "b"])),
    (.reservedField, HTTPRequest(fields: ["content-length": "0"])),
    (.reservedField, HTTPRequest(fields: ["Transfer-Encoding": "chunked"])),
    (.reservedField, HTTPRequest(fields: ["CONNECTION": "keep-alive"])),
  ]

  @Test("nothing breaks out of its line", arguments: breakouts)
  func breakout(_ flaw: HTTPFlaw, _ request: HTTPRequest) { #expect(throws: flaw) { try request.headBytes() } }

  @Test("an answer's first line is checked too")
  func badAnswers() {
    #expect(throws: HTTPFlaw.startLine) { try HTTPResponse(100).bytes(answering: .get) }
    #expect(throws: HTTPFlaw.startLine) { try HTTPResponse(1000).bytes(answering: .get) }
    #expect(throws: HTTPFlaw.startLine) { try HTTPResponse(200, reason: "a\r\nb").bytes(answering: .get) }
    #expect(throws: HTTPFlaw.reservedField) {
      try HTTPResponse(200, fields: ["Content-Length": "1"]).bytes(answering: .get)
    }
  }

  @Test("F7: a request that is printed tells nothing of its body and its fields")
  func secret() {
    let request = HTTPRequest(.post, "/", fields: ["Authorization": "cashuA"], body: Array("cashuB".utf8))
    #expect("\(request) \([request])" == "POST /, 6 bytes [POST /, 6 bytes]")
  }
}
