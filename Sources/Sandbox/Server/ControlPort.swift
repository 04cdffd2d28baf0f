import TollGateCore
import TollGateHTTP
import TollGateJSON

/// What the control port of a gateway answers.
enum ControlPort {
  static func answer(_ request: HTTPRequest, _ gateway: inout SandboxGateway, at now: CalendarMoment) -> HTTPResponse {
    ControlPage.answer(
      request, obey: { obey($0, &gateway) }, books: { gateway.writeBooks(to: &$0, at: now) })
  }

  private static func obey(_ body: [UInt8], _ gateway: inout SandboxGateway) -> HTTPResponse {
    do throws(OrderMistakes) {
      return obey(try SandboxOrder.read(body), &gateway)
    } catch {
      return ControlPage.mistakes(error)
    }
  }

  private static func obey(_ order: SandboxOrder, _ gateway: inout SandboxGateway) -> HTTPResponse {
    do throws(OrderRefusal) {
      try gateway.obey(order)
    } catch {
      return ControlPage.refusal(409, error.text)
    }
    return ControlPage.json(200) { writer in
      writer.objects("active", gateway.misbehaviours.active) { $0.write(to: &$1) }
    }
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
    writer.pair("act", act.word.rawValue)
    if let endpoint { writer.pair("endpoint", endpoint.rawValue) }
    if act.choosesFate { writer.pair("token", token.rawValue) }
    if let times { writer.pair("times", times) }
  }
}
