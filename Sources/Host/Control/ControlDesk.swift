import TollGateCore
import TollGateJSON
import TollGateTrace

/// What the owner may ask a running daemon, and the answers (H1, H3).
package struct ControlDesk: Sendable {
  private let runtime: Runtime<StationOutside>

  package init(_ runtime: Runtime<StationOutside>) { self.runtime = runtime }

  /// One line in, one line out: `{"command": "why"}` is answered by `{"ok": true, "text": "…"}`, a mistake by its sentence.
  package func answer(to line: [UInt8]) async -> [UInt8] {
    let limits = JSONLimits(maxBytes: LocalSocket.longest, maxDepth: 4, maxNodes: 64)
    guard let node = try? JSONReader.read(line, limits: limits), let command = node["command"]?.string else {
      return ControlDesk.refusal("the request is no object with a \"command\"")
    }
    switch command {
    case "why": return await say { WhyPage($0, at: $1).text }
    case "gateways": return await say { station, now in station.gatewaysText(at: now) }
    case "sessions": return await say { station, now in station.sessionsText(at: now) }
    case "probe":
      runtime.post(.commanded(.probeNow))
      return await say { _, _ in "every gateway is looked at now\n" }
    case "resume": return await resume(node["gateway"]?.string)
    default: return ControlDesk.refusal("there is no command '\(command)'")
    }
  }

  private func resume(_ word: String?) async -> [UInt8] {
    guard let word else {
      runtime.post(.commanded(.resume(nil)))
      return await say { _, _ in "what stopped any gateway is forgiven\n" }
    }
    let found = await runtime.ask { station, _ in
      station.ledger.sellers.map(\.id).filter { $0.key.traceText.hasPrefix(word) || "\($0.link)" == word }
    }
    guard let found, found.count == 1 else {
      let what = found?.isEmpty == false ? "more than one gateway is" : "no gateway is"
      return ControlDesk.refusal("\(what) known as '\(word)': give the beginning of its key, or its link")
    }
    runtime.post(.commanded(.resume(found[0])))
    return await say { _, _ in "what stopped \(Wording.seller(found[0])) is forgiven\n" }
  }

  private func say(_ text: @escaping @Sendable (borrowing Station, Instant) -> String) async -> [UInt8] {
    guard let text = await runtime.ask(text) else { return ControlDesk.refusal("the daemon is ending") }
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("ok")
    writer.bool(true)
    writer.key("text")
    writer.string(text)
    writer.endObject()
    return writer.bytes
  }

  private static func refusal(_ problem: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("ok")
    writer.bool(false)
    writer.key("problem")
    writer.string(problem)
    writer.endObject()
    return writer.bytes
  }
}

extension Station {
  /// Every gateway with its reason, the last look and the next.
  func gatewaysText(at now: Instant) -> String {
    let wording = Wording(now: now, ledger: ledger)
    let lines = gatewayViews().map { view in
      let key = view.key.map { " (\(Wording.key($0)))" } ?? ""
      let next =
        view.lookInFlight
        ? "being looked at" : view.nextLook.map { "next look \(wording.until($0))" } ?? "no look planned"
      return "\(Wording.gateway(view.id))\(key)\(view.carrying ? ", carries the traffic" : "")\n    "
        + "\(wording.reason(view.reason)); \(next)\n"
    }
    return lines.isEmpty ? "no gateway is known\n" : lines.joined()
  }

  /// Open sessions, then those that have ended, newest first.
  func sessionsText(at now: Instant) -> String {
    let open = sessionViews(at: now).map { session in
      "open: \(Wording.seller(session.seller)), \(Wording.service(session.used, of: session.offer.metric)) of "
        + "\(Wording.service(session.total, of: session.offer.metric)) used, \(Wording.money(session.spent, session.offer.unit)) spent\n"
    }
    let ended = ledger.stories.reversed().map { story in
      "\(Wording.end(story.end)) \(Wording.interval(now - story.ended)) ago: \(Wording.seller(story.seller)), "
        + "\(Wording.money(story.spent, story.offer.unit)) in \(story.payments) payments\n"
    }
    return open.isEmpty && ended.isEmpty ? "no session yet\n" : open.joined() + ended.joined()
  }
}
