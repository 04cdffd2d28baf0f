import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateJSON
import TollGateWire

extension SandboxGateway {
  /// The books as the control port shows them.
  func writeBooks(to writer: inout JSONWriter, at now: CalendarMoment) {
    writer.pair("pubkey", key.publicKey.hex)
    writer.key("taken")
    writer.account(books.sum)
    let clients = Set(books.accounts.keys).union(sessions.keys).sorted { $0.bits < $1.bits }
    writer.objects("clients", clients) { mac, writer in
      writer.pair("mac", mac.colons)
      writer.key("taken")
      writer.account(books.accounts[mac] ?? SandboxBooks.Account())
      if let session = sessions[mac] { write(session, of: mac, to: &writer, at: now) }
    }
    writer.objects("tokens", books.entries) { entry, writer in
      writer.pair("token", entry.token)
      writer.pair("mac", entry.client.colons)
      writer.pair("at", UInt64(max(entry.at.seconds, 0)))
      writer.pair("sats", entry.sats)
      writer.pair("granted", entry.granted)
    }
    writer.counts("refusals", books.refusals.map { ($0.key, $0.value) })
    writer.counts("requests", books.requests.map { ($0.key.rawValue, $0.value) })
  }

  private func write(
    _ session: SandboxSession, of mac: MACAddress, to writer: inout JSONWriter, at now: CalendarMoment
  ) {
    writer.key("session")
    writer.beginObject()
    writer.pair("metric", session.metric)
    writer.pair("used", used(mac, session, at: now))
    writer.pair("allotment", session.allotment)
    writer.pair("state", session.isOver ? "expired" : "active")
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func account(_ account: SandboxBooks.Account) {
    beginObject()
    pair("tokens", account.tokens)
    pair("sats", account.sats)
    pair("granted", account.granted)
    endObject()
  }
}

extension SandboxAnswer {
  /// One request for the log: who, what, and how it was answered. What a client has sent is not told.
  func logLine(_ visit: SandboxVisit, at now: CalendarMoment) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.pair("at", UInt64(max(now.seconds, 0)))
    writer.pair("client", visit.client.address)
    if let mac = visit.client.mac { writer.pair("mac", mac.colons) }
    writer.pair("method", method.text)
    writer.pair("endpoint", endpoint.rawValue)
    writer.pair("status", UInt64(reply.status))
    writer.key("spoilt")
    writer.bool(disturbance != Disturbance())
    writer.endObject()
    return writer.text
  }
}
