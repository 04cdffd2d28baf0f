import TollGateHTTP

/// What a reader made of a text, in a form that can be compared.
enum Reading<Message: Hashable & Sendable>: Hashable, Sendable {
  case whole(Message, rest: String)
  /// More was to come when the text ended. `closed` is what the end of the connection made of it.
  case open(Message?, closed: HTTPFlaw?)
  case flawed(HTTPFlaw, arrived: Message?)
}

extension Reading {
  var whole: Message? { if case .whole(let message, _) = self { message } else { nil } }
  var flaw: HTTPFlaw? { if case .flawed(let flaw, _) = self { flaw } else { nil } }
}

/// Either reader.
protocol MessageReading {
  associatedtype Message: Hashable, Sendable
  mutating func read(_ bytes: ArraySlice<UInt8>) throws(HTTPFlaw) -> ArraySlice<UInt8>
  mutating func end() throws(HTTPFlaw)
  var isWhole: Bool { get }
  var arrived: Message? { get }
}

extension HTTPResponseReader: MessageReading {}
extension HTTPRequestReader: MessageReading {}

extension MessageReading {
  /// Reads a message that comes in these pieces.
  func reading(_ pieces: [ArraySlice<UInt8>]) -> Reading<Message> {
    var reader = self
    var rest: [UInt8] = []
    do throws(HTTPFlaw) {
      for piece in pieces { rest += try reader.read(piece) }
    } catch {
      return .flawed(error, arrived: reader.arrived)
    }
    if reader.isWhole, let message = reader.arrived {
      return .whole(message, rest: String(decoding: rest, as: UTF8.self))
    }
    do throws(HTTPFlaw) {
      try reader.end()
      return .open(reader.arrived, closed: nil)
    } catch {
      return .open(reader.arrived, closed: error)
    }
  }
}

func readResponse(
  _ pieces: [ArraySlice<UInt8>], to method: HTTPMethod = .get, limits: HTTPLimits = HTTPLimits()
) -> Reading<HTTPResponse> {
  HTTPResponseReader(answering: method, limits: limits).reading(pieces)
}

func readRequest(_ pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits()) -> Reading<HTTPRequest> {
  HTTPRequestReader(limits: limits).reading(pieces)
}

func readResponse(
  _ text: String, to method: HTTPMethod = .get, limits: HTTPLimits = HTTPLimits()
) -> Reading<HTTPResponse> {
  readResponse([Array(text.utf8)[...]], to: method, limits: limits)
}

func readRequest(_ text: String, limits: HTTPLimits = HTTPLimits()) -> Reading<HTTPRequest> {
  readRequest([Array(text.utf8)[...]], limits: limits)
}

/// Every way to cut a text in two, and the way to cut it into single bytes.
func everyCut(of text: String) -> [[ArraySlice<UInt8>]] {
  let bytes = Array(text.utf8)
  return bytes.indices.map { [bytes[..<$0], bytes[$0...]] } + [bytes.indices.map { bytes[$0...$0] }]
}
