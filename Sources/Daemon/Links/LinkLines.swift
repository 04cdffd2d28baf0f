import TollGateCore
import TollGateJSON
import TollGateTrace

/// A link table as a person reads it, and as a program does.
struct LinkLines {
  let terminal: Terminal

  func text(_ table: LinkTable, _ health: LinkHealth) -> String {
    var lines: [String] = []
    for link in table.links {
      lines.append(terminal.paint(link.name.text, .bold) + "  " + LinkLines.state(of: link, terminal))
      for address in table.addresses where address.link == link.name { lines.append("  " + LinkLines.words(address)) }
      for route in table.routes where route.link == link.name { lines.append("  " + LinkLines.words(route)) }
    }
    if table.links.isEmpty { lines.append("no links at all") }
    lines += ["", terminal.paint(LinkLines.words(health), .faint)]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func state(of link: Link, _ terminal: Terminal) -> String {
    var words = [
      link.up
        ? link.carrier ? terminal.paint("up", .green) : terminal.paint("up, no carrier", .yellow)
        : terminal.paint("down", .red)
    ]
    if let mac = link.mac { words.append(mac.traceText) }
    if link.loopback { words.append("loopback") }
    if link.pointToPoint { words.append("point-to-point") }
    words.append("index \(link.index), attachment \(link.attachment.number)")
    return words.joined(separator: ", ")
  }

  private static func words(_ address: LinkAddress) -> String {
    let peer = address.peer.map { ", peer \($0)" } ?? ""
    return "address  \(address.address)/\(address.prefix)\(peer)" + (address.usable ? "" : ", not usable yet")
  }

  private static func words(_ route: DefaultRoute) -> String {
    "gateway  " + (route.gateway.map { "\($0)" } ?? "none: IPv\(route.family.rawValue) goes straight out")
      + ", metric \(route.metric)"
  }

  private static func words(_ health: LinkHealth) -> String {
    let age = health.age.map { "looked \(max($0.wholeMilliseconds, 0)) ms ago" } ?? "nothing seen yet"
    var words = ["driver \(health.driver), \(age), \(count(health.tables, "table"))"]
    if health.messages > 0 { words.append("\(count(health.messages, "message")), \(health.coalesced) put together") }
    for (number, what) in counters(health) where number > 0 { words.append(count(number, what)) }
    if let failure = health.failure { words.append("last failure: \(failure)") }
    return HelpPage.wrapped(words.joined(separator: "; "), indent: 0).joined(separator: "\n")
  }

  private static func count(_ number: UInt64, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

  private static func counters(_ health: LinkHealth) -> [(UInt64, String)] {
    [
      (health.overflows, "overflow"), (health.resyncs, "fresh dump"), (health.interrupted, "interrupted dump"),
      (health.strangers, "foreign message"), (health.reopened, "reopened socket"), (health.comparisons, "comparison"),
      (health.missed, "missed change"), (health.disagreements, "disagreement"), (health.restarts, "restart"),
    ]
  }
}

extension LinkLines {
  static func json(_ table: LinkTable, _ health: LinkHealth) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    array("links", table.links, &writer) { link, writer in
      field("name", link.name.text, &writer)
      writer.number("index", Int(link.index))
      if let mac = link.mac { field("mac", mac.traceText, &writer) }
      for (name, holds) in [
        ("up", link.up), ("carrier", link.carrier), ("loopback", link.loopback), ("pointToPoint", link.pointToPoint),
      ] {
        writer.key(name)
        writer.bool(holds)
      }
      writer.number("attachment", Int(link.attachment.number))
    }
    array("addresses", table.addresses, &writer) { address, writer in
      field("link", address.link.text, &writer)
      field("address", "\(address.address)", &writer)
      writer.number("prefix", Int(address.prefix))
      if let peer = address.peer { field("peer", "\(peer)", &writer) }
      writer.key("usable")
      writer.bool(address.usable)
    }
    array("routes", table.routes, &writer) { route, writer in
      field("link", route.link.text, &writer)
      writer.number("family", Int(route.family.rawValue))
      if let gateway = route.gateway { field("gateway", "\(gateway)", &writer) }
      writer.number("metric", Int(route.metric))
    }
    write(health, &writer)
    writer.endObject()
    return writer.text
  }

  private static func write(_ health: LinkHealth, _ writer: inout JSONWriter) {
    writer.key("health")
    writer.beginObject()
    field("driver", health.driver, &writer)
    if let age = health.age { writer.number("ageMilliseconds", Int(age.wholeMilliseconds)) }
    let numbers: [(String, UInt64)] = [
      ("tables", health.tables), ("messages", health.messages), ("strangers", health.strangers),
      ("overflows", health.overflows), ("resyncs", health.resyncs), ("interrupted", health.interrupted),
      ("coalesced", health.coalesced), ("reopened", health.reopened), ("comparisons", health.comparisons),
      ("missed", health.missed), ("disagreements", health.disagreements), ("restarts", health.restarts),
    ]
    for (name, number) in numbers { writer.number(name, Int(clamping: number)) }
    if let failure = health.failure { field("failure", "\(failure)", &writer) }
    writer.endObject()
  }

  private static func array<Element>(
    _ name: String, _ elements: [Element], _ writer: inout JSONWriter, _ write: (Element, inout JSONWriter) -> Void
  ) {
    writer.key(name)
    writer.beginArray()
    for element in elements {
      writer.beginObject()
      write(element, &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private static func field(_ name: String, _ value: String, _ writer: inout JSONWriter) {
    writer.key(name)
    writer.string(value)
  }
}

extension JSONWriter {
  fileprivate mutating func number(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }
}
