import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateJSON
import TollGateWire

/// A Lightning invoice. In the sandbox, as at a test mint, it is paid at once by nobody.
struct SandboxInvoice: Hashable, Sendable {
  var client: MACAddress
  var mint: String
  var sats: UInt64
  var granted: UInt64
}

extension SandboxGateway {
  private static let mostInvoices = 1024

  mutating func invoice(_ visit: SandboxVisit, at now: CalendarMoment) -> GatewayReply {
    switch visit.request.method {
    case .post: newInvoice(visit, at: now)
    case .get: knownInvoice(visit)
    default: GatewayReply(405)
    }
  }

  private mutating func newInvoice(_ visit: SandboxVisit, at now: CalendarMoment) -> GatewayReply {
    guard !visit.isTooLong, let order = try? JSONReader.read(visit.request.body, limits: JSONLimits(maxDepth: 4)),
      order.members != nil
    else { return .failed(400, "invalid request body") }
    guard let sats = order["amount"]?.uint64, sats > 0, let mint = (order["mint_url"] ?? order["mint"])?.string else {
      return .failed(400, "amount and mint_url are required")
    }
    guard let mac = visit.client.mac else { return .failed(400, "failed to resolve device MAC address") }
    guard terms.prices.contains(where: { $0.mint == mint }), let units = terms.allotment(for: sats, at: mint),
      invoices.count < SandboxGateway.mostInvoices
    else { return .failed(400, "failed to create lightning invoice") }
    let quote = quoteName(at: now)
    invoices[quote] = SandboxInvoice(client: mac, mint: mint, sats: sats, granted: units)
    _ = credit(mac, units, at: now)
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("status", 1)
    writer.pair("quote", quote)
    writer.pair("invoice", "lnbcsandbox\(sats)")
    writer.pair("mint_url", mint)
    writer.pair("amount", sats)
    writer.pair("expiry", UInt64(max(now.seconds, 0)) + 3600)
    writer.pair("state", "UNPAID")
    writer.key("access_granted")
    writer.bool(false)
    return .written(200, writer)
  }

  private func knownInvoice(_ visit: SandboxVisit) -> GatewayReply {
    guard let quote = visit.query("quote"), !quote.isEmpty else { return .failed(400, "quote is required") }
    guard let invoice = invoices[String(quote)], invoice.client == visit.client.mac else {
      return .failed(404, "failed to fetch invoice status")
    }
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("status", 1)
    writer.pair("quote", String(quote))
    writer.pair("mint_url", invoice.mint)
    writer.pair("amount", invoice.sats)
    writer.pair("state", "ISSUED")
    writer.key("access_granted")
    writer.bool(true)
    writer.pair("allotment", invoice.granted)
    writer.pair("metric", terms.metric)
    return .written(200, writer)
  }

  /// As long as a mint's, and another one each time.
  private func quoteName(at now: CalendarMoment) -> String {
    let digits = SHA256.hash(Array("\(key.publicKey.hex) \(invoices.count) \(now.nanoseconds)".utf8)).hex
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return cuts.map { digits.dropFirst($0.lowerBound).prefix($0.count) }.joined(separator: "-")
  }
}

extension GatewayReply {
  /// An object that was begun, with its end.
  fileprivate static func written(_ status: UInt16, _ writer: JSONWriter) -> GatewayReply {
    var writer = writer
    writer.endObject()
    return GatewayReply(status, type: json, body: writer.bytes + [UInt8(ascii: "\n")])
  }

  fileprivate static func failed(_ status: UInt16, _ text: String) -> GatewayReply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("status", 0)
    writer.pair("error", text)
    return written(status, writer)
  }
}
