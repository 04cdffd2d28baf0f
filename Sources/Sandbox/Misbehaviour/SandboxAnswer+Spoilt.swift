import TollGateCore
package import TollGateHTTP
import TollGateWire

extension Disturbance {
  var endsOrReplaces: Bool { ending != nil || replacement != nil }
}

extension SandboxGateway {
  /// What stands in for the answer; `nil` where nothing does. Bodies without an end are made while they are sent.
  func disturbed(_ disturbance: Disturbance, _ visit: SandboxVisit, at now: CalendarMoment) -> GatewayReply? {
    switch disturbance.replacement {
    case nil: return nil
    case .notice(let code):
      return refusal(code, "The sandbox was told to refuse this", visit.client.mac, disturbance, at: now)
    case .redirect(let status, let target):
      var reply = GatewayReply(status)
      reply.set("Location", target)
      return reply
    case .html:
      let page = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please log in.</body></html>\n"
      return GatewayReply(type: "text/html; charset=utf-8", body: Array(page.utf8))
    case .invalidUTF8:
      let (open, close) = (#"{"kind":10021,"content":""#, #""}"#)
      return GatewayReply(type: GatewayReply.json, body: Array(open.utf8) + [0xC3, 0x28, 0xFF] + Array(close.utf8))
    case .deepJSON(let depth):
      let body =
        [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
      return GatewayReply(type: GatewayReply.json, body: body)
    case .hugeBody, .endlessBody: return GatewayReply(type: GatewayReply.json)
    }
  }
}

extension SandboxAnswer {
  /// What goes over the connection, with all that was ordered to go wrong on it.
  package func httpReply(at now: CalendarMoment) -> HTTPReply {
    var steps: [HTTPStep] = disturbance.delay > .zero ? [.pause(disturbance.delay)] : []
    switch disturbance.ending {
    case .hang: return .script(steps + [.hang])
    case .cut(let count, let byReset):
      steps.append(.bytes(Array(reply.bytes(answering: method, at: now).prefix(count))))
      return .script(steps + [byReset ? .reset : .close])
    case nil: break
    }
    let bytes = wholeSteps(at: now)
    guard let pause = disturbance.pausePerByte else { return .script(steps + bytes) }
    return .script(steps + bytes.flatMap { SandboxAnswer.slowed($0, by: pause) })
  }

  /// So many bytes are slow; nobody waits for more.
  private static let slowest = 1 << 14

  private static func slowed(_ step: HTTPStep, by pause: Interval) -> [HTTPStep] {
    guard case .bytes(let bytes) = step else { return [step] }
    return HTTPStep.slowly(Array(bytes.prefix(slowest)), every: pause) + [.bytes(Array(bytes.dropFirst(slowest)))]
  }

  private func wholeSteps(at now: CalendarMoment) -> [HTTPStep] {
    let blank = Array(#"{"kind":10021,"content":"                    "#.utf8)
    switch disturbance.replacement {
    case .hugeBody(let count): return [.bytes(reply.head(at: now, length: count)), .repeating(blank, upTo: count)]
    case .endlessBody: return [.bytes(reply.head(at: now, length: nil)), .repeating(blank, upTo: .max)]
    default: break
    }
    let bytes = reply.bytes(answering: method, at: now)
    guard disturbance.floodLines > 0, let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return [.bytes(bytes)] }
    let line = Array("X-Flood: 0123456789\r\n".utf8)
    return [
      .bytes(Array(bytes[...end])), .repeating(line, upTo: line.count * disturbance.floodLines),
      .bytes(Array(bytes[(end + 1)...])),
    ]
  }
}
