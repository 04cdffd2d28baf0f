import TollGateCore
import TollGateHTTP
import TollGateJSON
import TollGateTrace
import TollGateWire

/// What the control port answers. Orders come by a method of their own, which no web page can send unasked.
enum ControlPort {
  static let method = HTTPMethod("CONTROL")

  static func answer(_ request: HTTPRequest, _ gateway: inout SandboxGateway, at now: CalendarMoment) -> HTTPResponse {
    switch (request.method, request.target) {
    case (method, "/sandbox/control"): obey(request.body, &gateway)
    case (.get, "/sandbox/books"): json(200) { gateway.writeBooks(to: &$0, at: now) }
    case (_, "/sandbox/control"): refusal(405, "orders come by the method CONTROL")
    case (_, "/sandbox/books"): refusal(405, "the books are read by GET")
    default: refusal(404, "there are /sandbox/control and /sandbox/books")
    }
  }

  private static func obey(_ body: [UInt8], _ gateway: inout SandboxGateway) -> HTTPResponse {
    let order: SandboxOrder
    do throws(SandboxOrder.Mistakes) {
      order = try SandboxOrder.read(body)
    } catch {
      return json(400) { write(error.list, to: &$0) }
    }
    do throws(OrderRefusal) {
      try gateway.obey(order)
    } catch {
      return refusal(409, error.text)
    }
    return json(200) { writer in
      writer.key("active")
      writer.beginArray()
      for misbehaviour in gateway.misbehaviours.active { misbehaviour.write(to: &writer) }
      writer.endArray()
    }
  }

  private static func write(_ mistakes: [FileMistake], to writer: inout JSONWriter) {
    writer.key("mistakes")
    writer.beginArray()
    for mistake in mistakes {
      writer.beginObject()
      writer.pair("line", UInt64(mistake.line))
      writer.pair("column", UInt64(mistake.column))
      writer.pair("problem", mistake.problem)
      if !mistake.hint.isEmpty { writer.pair("hint", mistake.hint) }
      writer.endObject()
    }
    writer.endArray()
  }

  private static func refusal(_ status: UInt16, _ text: String) -> HTTPResponse {
    json(status) { $0.pair("error", text) }
  }

  private static func json(_ status: UInt16, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var writer = JSONWriter()
    writer.beginObject()
    write(&writer)
    writer.endObject()
    return HTTPResponse(
      status, fields: ["Content-Type": GatewayReply.json], body: writer.bytes + [UInt8(ascii: "\n")])
  }
}

extension SandboxGateway {
  /// When it throws, nothing has changed.
  package mutating func obey(_ order: SandboxOrder) throws(OrderRefusal) {
    let room = MisbehaviourList<Misbehaviour>.most - (order.behaves ? 0 : misbehaviours.active.count)
    guard order.misbehaviours.count <= room else { throw .noRoom }
    if let traffic = order.traffic, order.forgets || sessions[traffic.client] == nil { throw .noSession }
    if order.behaves { behave() }
    if order.forgets { forgetSessions() }
    if let traffic = order.traffic { carry(traffic.bytes, by: traffic.client) }
    for misbehaviour in order.misbehaviours { _ = misbehave(misbehaviour) }
  }
}

/// Why an order can't be carried out, though it is well written.
package enum OrderRefusal: Error, Hashable, Sendable, CaseIterable {
  case noRoom, noSession

  var text: String {
    switch self {
    case .noRoom: "no room for more than \(MisbehaviourList<Misbehaviour>.most) misbehaviours: behave first"
    case .noSession: "no session of this client: /sandbox/books lists those that there are"
    }
  }
}

extension Misbehaviour {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.pair("act", act.word.rawValue)
    if let endpoint { writer.pair("endpoint", endpoint.rawValue) }
    if act.choosesFate { writer.pair("token", token.rawValue) }
    if let times { writer.pair("times", times) }
    writer.endObject()
  }
}
