import Synchronization
import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateHTTPProber
import TollGateWire

@Suite("A token on its way", .timeLimit(.minutes(2)))
struct CourierTests {
  private func seller() throws -> Seller { Seller(gateway: .local(), key: try #require(Signer()).publicKey) }

  /// What a till that answers like this makes of a token, and what it has seen.
  private func deliver(
    _ form: HTTPPaymentCourier.Form = .token, to reply: HTTPReply
  ) async throws -> (delivery: Delivery, seen: [HTTPRequest]) {
    let seen = Mutex<[HTTPRequest]>([])
    let delivery = try await TestServer.during { request in
      seen.withLock { $0.append(request) }
      return reply
    } _: { port in
      let courier = HTTPPaymentCourier(try .forTests(), ports: GatewayPorts(service: port), form: form)
      return await courier.deliver(Bearer(secret: Signer.token), to: try seller(), within: .seconds(60))
    }
    return (delivery, seen.withLock { $0 })
  }

  @Test("C4: one POST to the root, whose type is text/plain exactly and whose body is the token")
  func request() async throws {
    let signer = try #require(Signer())
    let (delivery, seen) = try await deliver(to: .answer(signer.session()))
    #expect(delivery == .granted(signer.grant))
    #expect(seen.map(\.method) == [.post] && seen.map(\.target) == ["/"])
    #expect(seen.map { $0.fields.values(of: "Content-Type") } == [["text/plain"]])
    #expect(seen.map(\.body) == [Signer.token])
  }

  @Test("C4: as an event, the token is the payment of a rightly signed event of kind 21000")
  func event() async throws {
    let signer = try #require(Signer())
    let payer = try SigningKey.random()
    let key = payer.publicKey
    let form = HTTPPaymentCourier.Form.event(PaymentSigner(payer) { 1_800_000_000 })
    let (delivery, seen) = try await deliver(form, to: .answer(signer.session()))
    #expect(delivery == .granted(signer.grant))
    let body = try #require(seen.first?.body)
    #expect(Purchase.read(body) == .token(Signer.token))
    let event = try NostrEvent.read(body)
    #expect(event.flaw == nil && event.key == key && event.createdAt == 1_800_000_000 && event.kind == 21000)
    #expect(seen.map { $0.fields["Content-Type"] } == ["text/plain"])
  }

  @Test("C5: what is forged, unsigned or signed by another grants nothing, and keeps its status or its signer")
  func forgeries() async throws {
    let (signer, other) = (try #require(Signer()), try #require(Signer(5)))
    let forged = try await deliver(to: .answer(Signer.forged(signer.session()))).delivery
    #expect(forged == .unreadable(status: 200))
    let unsigned = try await deliver(to: .answer(Signer.unsigned(signer.session()))).delivery
    #expect(unsigned == .unreadable(status: 200))
    guard case .granted(let grant) = try await deliver(to: .answer(other.session())).delivery else {
      Issue.record("a grant under another key")
      return
    }
    #expect(grant.key == other.publicKey && grant.key != signer.publicKey)
    let notice = try await deliver(to: .answer(Signer.forged(signer.notice(.tokenSpent)), status: 400)).delivery
    #expect(notice == .notice(Notice(code: .tokenSpent, proof: .unsigned)))
  }

  @Test("C6: a grant in another metric is handed over with that metric")
  func otherMetric() async throws {
    let signer = try #require(Signer())
    guard case .granted(let grant) = try await deliver(to: .answer(signer.session(metric: "bytes"))).delivery else {
      Issue.record("a grant")
      return
    }
    #expect(grant.metric == .bytes && grant.allotment == 60_000)
  }

  @Test("C6: a grant counts although the connection breaks off behind it, and a torn one does not")
  func brokenOff() async throws {
    let signer = try #require(Signer())
    let head = HTTPStep.text("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
    let cut = try await deliver(to: .script([head, .bytes(signer.session()), .close])).delivery
    #expect(cut == .granted(signer.grant))
    let torn = try await deliver(to: .script([head, .bytes(Array(signer.session().dropLast(3))), .close])).delivery
    #expect(torn == .unreadable(status: 200))
  }

  @Test("A10, C6: what was cancelled before it began is not sent")
  func cancelled() async throws {
    let seller = try seller()
    let visits = Atomic(0)
    let delivery = try await TestServer.during { _ in
      visits.add(1, ordering: .relaxed)
      return .answer("")
    } _: { port in
      let courier = HTTPPaymentCourier(try .forTests(), ports: GatewayPorts(service: port))
      return await withTaskGroup(of: Delivery.self) { group in
        group.cancelAll()
        group.addTask {
          await courier.deliver(Bearer(secret: Signer.token), to: seller, within: .seconds(60))
        }
        return await group.next()
      }
    }
    #expect(delivery == .notSent(.cancelled))
    #expect(visits.load(ordering: .relaxed) == 0)
  }

  @Test("F7: neither a bearer nor a request prints its token")
  func secrecy() async throws {
    let bearer = Bearer(secret: Signer.token)
    let seen = try await deliver(to: .answer("")).seen
    let printed = "\(bearer) \(seen) \(String(reflecting: bearer)) \(String(reflecting: seen))"
    #expect(!printed.contains("cashuB") && printed.contains("•••") && seen.count == 1)
  }
}
