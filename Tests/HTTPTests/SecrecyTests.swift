import Testing
import TollGateCore

@testable import TollGateHTTP

@Suite("HTTP and secrets")
struct SecrecyTests {
  /// Everything that print, a debugger or dump would show of it.
  private func shown(_ value: some Any) -> String {
    var text = "\(value) \(String(reflecting: value)) "
    dump(value, to: &text)
    return text
  }

  @Test(
    "F7: neither a request, nor its bytes for the kernel, nor a server's step shows a body, however it is looked at")
  func bodies() {
    let token = Array("cashuBtoken".utf8)
    let order = ClientOrder(
      method: .post, bytes: token, headCount: 0, endpoint: Endpoint(.loopback4, 1), link: nil, limits: HTTPLimits(),
      connectBefore: .never, answerBefore: .never)
    let request = HTTPRequest(.post, fields: ["Cookie": "cashuBtoken"], body: token)
    let reply = HTTPReply.script([.bytes(token), .repeating(token, upTo: 99), .hang])
    for text in [shown(order), shown(request), shown([request]), shown(reply), shown(HTTPStep.bytes(token))] {
      #expect(!text.contains("cashuB") && !text.contains("99, 97") && !text.contains("- 99\n"), "\(text)")
      #expect(!text.isEmpty)
    }
    #expect(shown(request).contains("POST /, 11 bytes") && shown(order).contains("POST, 11 bytes"))
  }
}
