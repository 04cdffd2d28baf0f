import Testing
import TollGateHTTP

@Suite("HTTP requests")
struct RequestReaderTests {
  @Test("a request reads alike wherever its bytes were cut", arguments: CodecSamples.requests)
  func cuts(_ text: String) {
    let whole = readRequest(text)
    for pieces in everyCut(of: text) { #expect(readRequest(pieces) == whole) }
  }

  @Test("a request with a counted body, with chunks, and without any")
  func bodies() {
    let counted = readRequest(CodecSamples.requests[1])
    guard case .whole(let request, let rest) = counted else { return #expect(Bool(false), "\(counted)") }
    #expect(request.method == .post && request.target == "/" && request.fields["host"] == "[fe80::1]:2121")
    #expect(request.body == Array("cashuB1".utf8) && rest == "GET / HTTP/1.1\r\n")
    #expect(readRequest(CodecSamples.requests[2]).whole?.body == Array("ab".utf8))
    #expect(readRequest(CodecSamples.requests[0]).whole?.body == [])
  }

  static let flaws: [(HTTPFlaw, String)] = [
    (.missingHost, "GET / HTTP/1.1\r\n\r\n"), (.repeatedHost, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
    (.repeatedHost, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
    (.startLine, "GET  / HTTP/1.1\r\n"), (.startLine, "GET / HTTP/1.1 \r\n"), (.startLine, "GET /\r\n"),
    (.startLine, "GET /ä HTTP/1.1\r\n"), (.startLine, "G(T / HTTP/1.1\r\n"), (.startLine, "\r\nGET / HTTP/1.1\r\n"),
    (.startLine, "GET /\ta HTTP/1.1\r\n"), (.version, "GET / HTTP/3\r\n"), (.version, "PRI * HTTP/2.0\r\n"),
    (
      .contentLengthWithTransferEncoding,
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
    ),
    (.contentLengthsDiffer, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"),
    (.bodyTooLong, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n"),
  ]

  @Test("each dangerous request has its own flaw", arguments: flaws)
  func dangerous(_ flaw: HTTPFlaw, _ text: String) { #expect(readRequest(text).flaw == flaw, "\(text)") }
}
