import TollGateHTTP
import TollGateJSON
package import TollGateTrace

/// What the control ports of all sandboxes have in common.
enum ControlPage {
  /// Orders come by a method of their own, which no web page can send unasked.
  static let method = HTTPMethod("CONTROL")

  /// Orders at one address, books at another.
  static func answer(
    _ request: HTTPRequest, obey: ([UInt8]) -> HTTPResponse, books: (inout JSONWriter) -> Void
  ) -> HTTPResponse {
    switch (request.method, request.target) {
    case (method, "/sandbox/control"): obey(request.body)
    case (.get, "/sandbox/books"): json(200, books)
    case (_, "/sandbox/control"): refusal(405, "orders come by the method CONTROL")
    case (_, "/sandbox/books"): refusal(405, "the books are read by GET")
    default: refusal(404, "there are /sandbox/control and /sandbox/books")
    }
  }

  static func mistakes(_ mistakes: OrderMistakes) -> HTTPResponse {
    json(400) { writer in
      writer.objects("mistakes", mistakes.list) { mistake, writer in
        writer.pair("line", UInt64(mistake.line))
        writer.pair("column", UInt64(mistake.column))
        writer.pair("problem", mistake.problem)
        if !mistake.hint.isEmpty { writer.pair("hint", mistake.hint) }
      }
    }
  }

  static func refusal(_ status: UInt16, _ text: String) -> HTTPResponse { json(status) { $0.pair("error", text) } }

  static func json(_ status: UInt16, _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    var writer = JSONWriter()
    writer.beginObject()
    write(&writer)
    writer.endObject()
    return HTTPResponse(
      status, fields: ["Content-Type": GatewayReply.json], body: writer.bytes + [UInt8(ascii: "\n")])
  }
}

/// All that is wrong with an order. Nothing of it is done then.
package struct OrderMistakes: Error, Hashable, Sendable {
  package var list: [FileMistake]

  /// Reads strictly: what is unknown, wrong or of no effect is a mistake.
  static func read<Order>(
    _ source: [UInt8], _ read: (JSONNode, Complaints) -> Order
  ) throws(OrderMistakes) -> Order {
    let node: JSONNode
    do throws(JSONMistake) {
      node = try JSONReader.read(source, limits: JSONLimits(maxBytes: 64 << 10, maxDepth: 8, maxNodes: 4096))
    } catch {
      throw OrderMistakes(
        list: [FileMistake(line: error.line, column: error.column, problem: "\(error.problem)", hint: "")])
    }
    let complaints = Complaints(source: source)
    let order = read(node, complaints)
    guard complaints.mistakes.isEmpty else { throw OrderMistakes(list: complaints.mistakes) }
    return order
  }
}
