import Testing
import TollGateCore
import TollGateTranscripts
import TollGateWire

@Suite struct TranscriptTests {
  static let events = Transcript.all.filter { $0.answer.body.starts(with: #"{"kind":"#.utf8) }

  @Test("the recordings hold what they are said to hold")
  func complete() {
    #expect(Transcript.time.count == 26 && Transcript.bytes.count == 9)
    #expect(Self.events.count == 17)
  }

  @Test("B2: every recorded event has its id and its signature, and is written again byte for byte", arguments: events)
  func event(_ exchange: Exchange) throws {
    let event = try NostrEvent.read(exchange.answer.body)
    #expect(event.flaw == nil)
    let isAdvertisement = event.kind == NostrEvent.Kind.advertisement
    #expect(event.text + (isAdvertisement ? [] : [10]) == exchange.answer.body)
  }

  @Test("B2: the recorded advertisements are offers of their mints")
  func offers() throws {
    let answer = try #require(Transcript.exchange("B1")).gatewayAnswer.offer
    guard case .advertisement(let found) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(found.metric == .bytes && found.skippedOffers == 0)
    #expect(found.offers.map(\.mint.text) == ["http://10.77.0.1:3338", "http://10.77.0.1:3342"])
    let wanted = Offer(
      metric: .bytes, stepSize: 22_020_096, price: Sats(1), unit: .sat, mint: MintURL("http://10.77.0.1:3338"))
    #expect(found.offers.first == wanted)
    for number in ["1", "16", "17", "19"] {
      guard case .advertisement(let found) = try #require(Transcript.exchange(number)).gatewayAnswer.offer else {
        Issue.record("exchange \(number) is no advertisement")
        continue
      }
      #expect(found.metric == .milliseconds && found.offers.count == 1 && found.offers[0].stepSize == 60_000)
    }
  }

  @Test(
    "C6: recorded grants carry the whole allotment",
    arguments: [
      ("5", 300_000, .milliseconds), ("9", 720_000, .milliseconds), ("13", 1_020_000, .milliseconds),
      ("B2", 440_401_920, .bytes), ("B6", 880_803_840, .bytes),
    ] as [(String, UInt64, Metric)])
  func grants(_ number: String, _ allotment: UInt64, _ metric: Metric) throws {
    guard case .granted(let grant) = try #require(Transcript.exchange(number)).gatewayAnswer.delivery else {
      Issue.record("exchange \(number) is no grant")
      return
    }
    #expect(grant.allotment == allotment && grant.metric == metric)
  }

  @Test(
    "C5: recorded refusals have their codes and their proof",
    arguments: [
      ("8", .processingFailed, true, true), ("10", .invalidToken, true, false),
      ("11", .unsupportedMediaType, false, false), ("12", .unsupportedMediaType, false, false),
      ("14", .invalidEvent, true, false), ("23", .macAddressLookupFailed, true, false),
      ("B7", .processingFailed, true, false), ("B8", .processingFailed, true, false),
      ("B9", .processingFailed, true, false),
    ] as [(String, NoticeCode, Bool, Bool)])
  func notices(_ number: String, _ code: NoticeCode, _ isSigned: Bool, _ saysSpent: Bool) throws {
    guard case .notice(let notice) = try #require(Transcript.exchange(number)).gatewayAnswer.delivery else {
      Issue.record("exchange \(number) is no notice")
      return
    }
    #expect(notice.code == code && notice.saysSpent == saysSpent)
    guard case .signed = notice.proof else {
      #expect(notice.proof == .plainShape && !isSigned)
      return
    }
    #expect(isSigned)
  }

  @Test(
    "D3: recorded usage",
    arguments: [
      ("3", .noSession), ("6", .usage(used: 2000, total: 300_000)), ("21", .noSession),
      ("24", .usage(used: 2000, total: 1_200_000)), ("B3", .usage(used: 0, total: 440_401_920)),
      ("B4", .usage(used: 20_480_000, total: 440_401_920)),
    ] as [(String, UsageReading)])
  func usage(_ number: String, _ reading: UsageReading) throws {
    #expect(try #require(Transcript.exchange(number)).gatewayAnswer.usage == .reading(reading))
  }

  @Test("D3: recorded answers about the client")
  func client() throws {
    let known = try #require(Transcript.exchange("2")).gatewayAnswer
    #expect(known.identity == .resolved && known.mac == MACAddress(0x0200_0077_0002))
    #expect(try #require(Transcript.exchange("22")).gatewayAnswer.identity == .unresolved)
    #expect(try #require(Transcript.exchange("4")).gatewayAnswer.balance == .none)
    #expect(try #require(Transcript.exchange("7")).gatewayAnswer.balance == .active)
    // Gateways of this version send their advertisement for every path that they don't know.
    #expect(try #require(Transcript.exchange("19")).gatewayAnswer.sessionState == .unknown)
  }

  @Test("C4: the purchases are read as the recorded gateway read them")
  func purchases() throws {
    for exchange in Transcript.all where exchange.method == "POST" && exchange.path == "/" {
      let found = Purchase.read(exchange.request.body)
      switch exchange.title.split(separator: " ")[0] {
      case "13":
        guard case .token(let token) = found else {
          Issue.record("the event holds a payment")
          continue
        }
        #expect(token.starts(with: "cashuB".utf8))
      case "14": #expect(found == .eventWithoutPayment)
      default: #expect(found == .token(exchange.request.body), "\(exchange.title)")
      }
    }
  }

  @Test("the bodies without a signature are built as the recorded ones")
  func builds() throws {
    let mac = MACAddress(0x0200_0077_0002)
    let built: [(String, [UInt8])] = [
      ("2", GatewayBody.whoami(mac)), ("3", GatewayBody.usage(nil)), ("4", GatewayBody.balance(nil)),
      ("6", GatewayBody.usage((2000, 300_000))), ("11", GatewayBody.unsupportedMediaType),
      (
        "7",
        GatewayBody.balance(
          GatewayBody.Balance(metric: "milliseconds", used: 2000, allotment: 300_000, startTime: 1_795_224_819))
      ),
    ]
    for (number, body) in built { #expect(try #require(Transcript.exchange(number)).answer.body == body, "\(number)") }
  }
}
