import Foundation
import Testing
import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateTranscripts
import TollGateWire

@testable import TollGateSandbox

/// Every recorded request once more, in its order, to a sandbox of the same version.
///
/// What may differ: the gateway's key and what follows from it (ids, signatures, the key's other spelling, the addresses
/// derived from it), and names that are drawn by lot (quote and invoice, with the length of a body that holds one).
/// Everything else is compared byte for byte, dates included.
@Suite struct TranscriptTests {
  private static let recordedKey = "aede8bcd768f43e8406f5d6911945a6c8acab8edc8d2f3a3b08a3b02d3042b46"
  private static let freed = [
    #""id":"[0-9a-f]{64}""#, #""pubkey":"[0-9a-f]{64}""#, #""sig":"[0-9a-f]{128}""#, #""npub":"npub1[0-9a-z]{58}""#,
    #""ipv4":"100\.[0-9]+\.[0-9]+\.1""#, #""(br-lan|wlan0|wlan1)":"[0-9a-f:]{17}""#,
    #""quote":"[0-9a-f-]{36}""#, #""invoice":"lnbc[0-9a-z]+""#,
  ]

  /// What the mint made of the tokens.
  private static let verdicts: [String: TokenVerdict] = [
    "5": .accepted(net: 5), "8": .refused(.spent), "9": .accepted(net: 7), "13": .accepted(net: 5),
    "10": .refused(.malformed("invalid token: invalid V3 token")), "B2": .accepted(net: 20), "B6": .accepted(net: 20),
    "B7": .refused(.belowSwapFee), "B9": .refused(.locked),
    "B8": .refused(
      .mintNotAccepted(
        "Token rejected. Token for mint http://10.77.0.1:9999 is not accepted and wallet does not allow swapping of "
          + "untrusted mints. Accepted: [http://10.77.0.1:3338 http://10.77.0.1:3342]")),
  ]

  private static func price(_ port: Int) -> GatewayBody.PriceTag {
    GatewayBody.PriceTag(price: 1, mint: "http://10.77.0.1:\(port)", minimumSteps: 1)
  }

  @Test("C4, C5, D3: the recording of a gateway that sells time is answered byte for byte")
  func time() throws {
    #expect(Transcript.time.count == 26)
    let terms = SandboxTerms(profile: .cd7a937, stepSize: 60_000, prices: [Self.price(3338)])
    try replay(Transcript.time, by: MACAddress(0x0200_0077_0002), terms)
  }

  @Test("C4, C5, D3: the recording of a gateway that sells bytes is answered byte for byte")
  func bytes() throws {
    #expect(Transcript.bytes.count == 9)
    let terms = SandboxTerms(
      profile: .cd7a937, metric: "bytes", stepSize: 22_020_096, prices: [Self.price(3338), Self.price(3342)])
    try replay(Transcript.bytes, by: MACAddress(0x0200_0077_0009), terms)
  }

  private func replay(_ exchanges: [Exchange], by mac: MACAddress, _ terms: SandboxTerms) throws {
    var desk = try Desk(terms)
    var quote: String?
    for exchange in exchanges {
      desk.now = try moment(of: exchange)
      desk.verdict = Self.verdicts[exchange.number] ?? .pending
      // The recording's own note: here the bytes were counted.
      if exchange.number == "B4" { desk.gateway.carry(20_480_000, by: mac) }
      let request = try request(exchange, quote: quote)
      let isKnown = exchange.request.lines.contains("Host: 10.77.0.1:2121") || request.fields.contains("X-Real-Ip")
      let answer = desk.ask(SandboxVisit(request, from: SandboxClient(address: "10.77.0.2", mac: isKnown ? mac : nil)))
      let written = answer.reply.bytes(answering: request.method, at: desk.now)
      let recorded = exchange.answer.lines.joined(separator: "\r\n") + "\r\n\r\n"
      let isLengthFree = ["18", "20"].contains(exchange.number)
      let wanted = Self.freed(recorded + String(decoding: exchange.answer.body, as: UTF8.self), isLengthFree)
      #expect(Self.freed(String(decoding: written, as: UTF8.self), isLengthFree) == wanted, "\(exchange.title)")
      if answer.reply.text.hasPrefix(#"{"kind""#) { #expect(try NostrEvent.read(answer.reply.body).flaw == nil) }
      if exchange.number == "20" {
        quote = answer.reply.text.firstMatch(of: /"quote":"([0-9a-f-]{36})"/).map { String($0.1) }
      }
    }
  }

  private func moment(of exchange: Exchange) throws -> CalendarMoment {
    let line = try #require(exchange.answer.lines.first { $0.hasPrefix("Date: ") })
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    format.timeZone = TimeZone(secondsFromGMT: 0)
    return CalendarMoment(
      seconds: Int64(try #require(format.date(from: String(line.dropFirst(6)))).timeIntervalSince1970))
  }

  /// The recorded request, read as the server reads it. Of the quotes, only our own is known to us.
  private func request(_ exchange: Exchange, quote: String?) throws -> HTTPRequest {
    var reader = HTTPRequestReader(limits: HTTPLimits(bodyBytes: 1 << 20))
    var head = exchange.request.lines.joined(separator: "\r\n") + "\r\n\r\n"
    if let quote, exchange.path.hasPrefix("/ln-invoice?") {
      head = head.replacing(/quote=[0-9a-f-]+/, with: "quote=" + quote)
    }
    _ = try reader.read((Array(head.utf8) + exchange.request.body)[...])
    return try #require(reader.arrived)
  }

  private static func freed(_ text: String, _ isLengthFree: Bool) -> String {
    let patterns = freed + (isLengthFree ? ["Content-Length: [0-9]+"] : [])
    return patterns.reduce(text) { text, pattern in
      let name = pattern.prefix { $0 != ":" }
      return text.replacingOccurrences(of: pattern, with: "\(name): …", options: .regularExpression)
    }
  }

  @Test("NIP-19: the recorded gateway's key has the recorded other spelling")
  func npub() throws {
    let identity = String(decoding: try #require(Transcript.exchange("18")).answer.body, as: UTF8.self)
    let key = try #require(Octets32(hex: Self.recordedKey))
    #expect(identity.contains("\"npub\":\"\(Bech32.npub(key))\""))
  }

  @Test(
    "dates are those of the calendar",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (-5, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_795_224_819, "Sat, 21 Nov 2026 01:33:39 GMT"),
      (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
    ] as [(Int64, String)])
  func dates(_ seconds: Int64, _ text: String) { #expect(CalendarMoment(seconds: seconds).httpDate == text) }
}
