import Testing
import TollGateHTTP

@Suite("HTTP limits")
struct LimitTests {
  private let limits = HTTPLimits(
    lineBytes: 20, headBytes: 60, fields: 3, bodyBytes: 10, chunkExtensionBytes: 4, interimAnswers: 0)

  private func read(_ text: String) -> Reading<HTTPResponse> { readResponse(text, limits: limits) }

  private func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test("a line may be as long as allowed, and not a byte longer")
  func lines() {
    #expect(read("HTTP/1.1 204 \(letters(7))\r\n\r\n").whole != nil)
    #expect(read("HTTP/1.1 204 \(letters(8))").flaw == .lineTooLong)
    #expect(read("HTTP/1.1 204 x\r\nA: \(letters(17))\r\n\r\n").whole != nil)
    #expect(read("HTTP/1.1 204 x\r\nA: \(letters(18))").flaw == .lineTooLong)
  }

  @Test("a head may be as long as allowed, and not a byte longer")
  func heads() {
    // 16 + 20 + 22 + 2 bytes.
    #expect(read("HTTP/1.1 204 a\r\nA: \(letters(15))\r\nB: \(letters(17))\r\n\r\n").whole != nil)
    #expect(read("HTTP/1.1 204 a\r\nA: \(letters(16))\r\nB: \(letters(17))\r\n\r\n").flaw == .headTooLong)
  }

  @Test("there may be so many fields, and no more")
  func fields() {
    #expect(read("HTTP/1.1 204 a\r\nA:\r\nB:\r\nC:\r\n\r\n").whole?.fields.all.count == 3)
    #expect(read("HTTP/1.1 204 a\r\nA:\r\nB:\r\nC:\r\nD:\r\n\r\n").flaw == .tooManyFields)
  }

  @Test("a body may be as long as allowed, however its end is found")
  func bodies() {
    #expect(read("HTTP/1.1 200 a\r\nContent-Length: 10\r\n\r\n\(letters(10))").whole?.body.count == 10)
    #expect(read("HTTP/1.1 200 a\r\nContent-Length: 11\r\n\r\n").flaw == .bodyTooLong)
    guard case .open(let open?, nil) = read("HTTP/1.1 200 a\r\n\r\n\(letters(10))") else {
      return #expect(Bool(false), "not open")
    }
    #expect(open.body.count == 10)
    let tooLong = read("HTTP/1.1 200 a\r\n\r\n\(letters(11))")
    guard case .flawed(.bodyTooLong, let arrived?) = tooLong else { return #expect(Bool(false), "\(tooLong)") }
    #expect(arrived.body.count == 10, "what arrived within the limit is kept")
  }

  @Test("chunks count together, their extensions each for itself, and the trailer has limits too")
  func chunks() {
    let limits = HTTPLimits(lineBytes: 30, headBytes: 60, fields: 3, bodyBytes: 10, chunkExtensionBytes: 4)
    func read(_ chunks: String) -> HTTPFlaw? {
      readResponse("HTTP/1.1 200 a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)", limits: limits).flaw
    }
    #expect(read("5\r\naaaaa\r\n5;abc\r\naaaaa\r\n0\r\n\r\n") == nil)
    #expect(read("5\r\naaaaa\r\n6\r\n") == .bodyTooLong)
    #expect(read("5;abcd\r\n") == .chunkExtensionTooLong)
    #expect(read("5;" + letters(40)) == .chunkExtensionTooLong, "also before the line ends")
    #expect(read("0\r\nA:\r\nB:\r\nC:\r\nD:\r\n") == .tooManyFields)
    #expect(read("0\r\nA: \(letters(28))") == .lineTooLong)
  }

  @Test("a body of single bytes with long extensions ends at the limit of the body")
  func manyChunks() {
    let chunk = "1;abc\r\na\r\n"
    let text = "HTTP/1.1 200 a\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 11)
    #expect(readResponse(text, limits: HTTPLimits(bodyBytes: 10)).flaw == .bodyTooLong)
  }
}
