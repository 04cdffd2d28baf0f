import Testing
import TollGateCore
import TollGateCrypto
import TollGateWire

@Suite struct PurchaseTests {
  @Test("C4: a token in an event is signed, and a gateway finds it again")
  func event() throws {
    guard let key = SigningKey(secret: Golden.secret) else {
      Issue.record("3 is a key")
      return
    }
    let token = Array("cashuBo2F0_-=".utf8)
    let bearer = Purchase.event(Bearer(secret: token), createdAt: 1_700_000_000, by: key, randomness: .zero)
    let event = try NostrEvent.read(bearer.body)
    #expect(event.kind == 21000 && event.flaw == nil && event.content.isEmpty)
    #expect(event.tags == [["payment", "cashuBo2F0_-="]])
    #expect(Purchase.read(bearer.body) == .token(token))
    #expect("\(bearer)" == "•••")
  }

  @Test("F7: what was found in a body doesn't show its token")
  func secrecy() {
    let found = Purchase.read(Array("cashuB".utf8))
    var text = "\(found) \([found]) \(String(reflecting: found)) "
    dump(found, to: &text)
    #expect(text.contains("a token of 6 bytes") && !text.contains("99"), "\(text)")
  }

  @Test(
    "C4: what a gateway finds in a body",
    arguments: [
      ("cashuA", .token("cashuA")), (" \n cashuA\r\n", .token("cashuA")), ("", .token("")), (" ", .token("")),
      (#"{"kind":21000,"tags":[["payment","cashuA"]]}"#, .token("cashuA")),
      (#"{"kind":21000,"tags":[["p","x"],["payment","a","b"],["payment","c"]]}"#, .token("a")),
      (#"{"kind":21000,"tags":[["payment"]]}"#, .eventWithoutPayment), (#"{"kind":21000}"#, .eventWithoutPayment),
      (#"{"kind":1}"#, .token(#"{"kind":1}"#)), (#"{"token":[]}"#, .token(#"{"token":[]}"#)),
    ] as [(String, Found)])
  func found(_ text: String, _ found: Found) { #expect(Purchase.read(Array(text.utf8)) == found.found) }

  enum Found: Sendable {
    case token(String)
    case eventWithoutPayment

    var found: Purchase.Found {
      switch self {
      case .token(let text): .token(Array(text.utf8))
      case .eventWithoutPayment: .eventWithoutPayment
      }
    }
  }

  @Test("C4: a MiB is taken, not a byte more")
  func limit() {
    let most = [UInt8](repeating: UInt8(ascii: "c"), count: 1 << 20)
    #expect(Purchase.read(most) == .token(most))
    #expect(Purchase.read(most + [99]) == .tooLong)
  }
}
