import Testing
import TollGateCore
import TollGateHTTP

@testable import TollGateHTTPProber

@Suite("What an exchange proves about a token")
struct EvidenceTests {
  private func delivery(_ outcome: HTTPOutcome, sent: Int) -> Delivery {
    HTTPExchange(outcome, bodyBytesSent: sent).delivery
  }

  @Test("C6: where no byte of the body has left, it is not sent, whatever failed", arguments: ReachFailure.allCases)
  func unsent(_ reason: ReachFailure) {
    #expect(delivery(.failed(.unreachable(reason), arrived: nil), sent: 0) == .notSent(reason))
    #expect(delivery(.failed(.unreachable(reason), arrived: HTTPResponse(200)), sent: 0) == .notSent(reason))
    #expect(delivery(.failed(.unreachable(reason), arrived: nil), sent: 1) == .lost)
  }

  @Test("C6: an answer to what never left proves nothing, unless it is signed")
  func answeredUnsent() throws {
    let signer = try #require(Signer())
    #expect(delivery(.answered(HTTPResponse(502)), sent: 0) == .notSent(.cutOff))
    #expect(delivery(.answered(HTTPResponse(502)), sent: 1) == .unreadable(status: 502))
    #expect(delivery(.answered(HTTPResponse(429)), sent: 0) == .notSent(.cutOff))
    let refusal = HTTPResponse(400, body: signer.notice(.serviceUnavailable))
    let notice = Notice(code: .serviceUnavailable, proof: .signed(signer.publicKey))
    #expect(delivery(.answered(refusal), sent: 0) == .notice(notice))
    let plain = HTTPResponse(429, body: Array(#"{"error":"rate limit exceeded"}"#.utf8))
    #expect(delivery(.answered(plain), sent: 0) == .notSent(.cutOff), "anybody can write that")
    #expect(delivery(.answered(plain), sent: 1) == .notice(Notice(code: .tooManyRequests, proof: .plainShape)))
  }

  @Test("C5: an answer that breaks off is unreadable with its status; one that is not waited for is lost")
  func partial() {
    let head = HTTPResponse(503, body: [1])
    #expect(delivery(.failed(.unreachable(.cutOff), arrived: head), sent: 9) == .unreadable(status: 503))
    #expect(delivery(.failed(.unreadable(.bodyTooLong), arrived: head), sent: 9) == .unreadable(status: 503))
    let busy = Notice(code: .tooManyRequests, proof: .unsigned, retryAfter: .seconds(6))
    let told = HTTPResponse(429, fields: ["Retry-After": "6"])
    #expect(delivery(.failed(.unreachable(.cutOff), arrived: told), sent: 9) == .notice(busy))
    #expect(delivery(.failed(.unreachable(.timedOut), arrived: head), sent: 9) == .lost)
    #expect(delivery(.failed(.unreachable(.cancelled), arrived: head), sent: 9) == .lost)
    #expect(delivery(.failed(.unreadable(.startLine), arrived: nil), sent: 9) == .lost)
    #expect(delivery(.failed(.unreadable(.startLine), arrived: nil), sent: 0) == .notSent(.cutOff))
    #expect(delivery(.failed(.unwritable(.startLine), arrived: nil), sent: 0) == .notSent(.bindFailed))
  }

  @Test("C6: a grant that arrived whole counts although its answer did not end in time")
  func lateEnd() throws {
    let signer = try #require(Signer())
    let arrived = HTTPResponse(200, body: signer.session())
    for failure in [HTTPFailure.unreachable(.timedOut), .unreachable(.cancelled), .unreachable(.cutOff)] {
      #expect(delivery(.failed(failure, arrived: arrived), sent: 9) == .granted(signer.grant))
    }
    let forged = HTTPResponse(200, body: Signer.forged(signer.session()))
    #expect(delivery(.failed(.unreachable(.timedOut), arrived: forged), sent: 9) == .lost)
  }

  @Test("C4: a delivery takes its limit, and never more than 75 s")
  func time() {
    #expect(HTTPPaymentCourier.time(within: .seconds(3)) == .seconds(3))
    #expect(HTTPPaymentCourier.time(within: .hours(1)) == .seconds(75))
  }

  @Test("B1: requests that can't be written are nobody's answer")
  func unwritable() {
    let exchange = HTTPExchange(.failed(.unwritable(.startLine), arrived: nil), bodyBytesSent: 0)
    #expect(exchange.offer == .unreachable(.bindFailed))
    #expect(exchange.usage == .nothing(.unreachable(.bindFailed)))
  }
}
