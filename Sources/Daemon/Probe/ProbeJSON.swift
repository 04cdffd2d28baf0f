import TollGateCore
import TollGateJSON
import TollGateTrace

/// What a probe has found, as a program reads it: the forms of the trace, and what was made of them.
enum ProbeJSON {
  static func line(_ findings: ProbeFindings) -> String {
    var writer = JSONWriter(reserving: 1024)
    writer.beginObject()
    writer.key("link")
    writer.string(findings.gateway.link.text)
    writer.key("address")
    writer.string("\(findings.gateway.address)")
    writer.key("port")
    writer.number(UInt64(findings.port))
    writer.traced("offer", findings.report.offer)
    writer.traced("usage", findings.report.usage)
    if let client = findings.client { writer.traced("client", client) }
    if let offers = findings.advertisement?.offers { prices(offers, &writer) }
    verdict("byDefault", findings.byDefault, &writer)
    if findings.advertisement != nil { verdict("withMeans", findings.withMeans, &writer) }
    writer.endObject()
    return writer.text
  }

  /// Beside the offers, in their order; `null` for what nobody measures.
  private static func prices(_ offers: [Offer], _ writer: inout JSONWriter) {
    writer.key("prices")
    writer.beginArray()
    for offer in offers {
      guard let price = ServicePrice(offer) else {
        writer.null()
        continue
      }
      writer.beginObject()
      writer.key("per")
      writer.string(price.measure)
      writer.key("thousandths")
      writer.number(price.thousandths)
      writer.key("exact")
      writer.bool(price.isExact)
      writer.endObject()
    }
    writer.endArray()
  }

  private static func verdict(_ name: String, _ verdict: ProbeVerdict, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    writer.key("buys")
    writer.bool(verdict.buys)
    if !verdict.buys {
      writer.traced("reason", verdict.reason)
      writer.key("words")
      writer.string(Wording(now: .start).reason(verdict.reason))
    }
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func traced(_ name: String, _ value: some Traced) {
    key(name)
    raw(Trace.line(value)[...])
  }
}
