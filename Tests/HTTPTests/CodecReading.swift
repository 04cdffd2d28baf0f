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

/// Reads an answer that comes in these pieces.
func readResponse(
  _ pieces: [ArraySlice<UInt8>], to method: HTTPMethod = .get, limits: HTTPLimits = HTTPLimits()
) -> Reading<HTTPResponse> {
  var reader = HTTPResponseReader(answering: method, limits: limits)
  var rest: [UInt8] = []
  do throws(HTTPFlaw) {
    for piece in pieces { rest += try reader.read(piece) }
  } catch {
    return .flawed(error, arrived: reader.arrived)
  }
  if reader.isWhole, let response = reader.arrived {
    return .whole(response, rest: String(decoding: rest, as: UTF8.self))
  }
  do throws(HTTPFlaw) {
    try reader.end()
    return .open(reader.arrived, closed: nil)
  } catch {
    return .open(reader.arrived, closed: error)
  }
}

func readRequest(_ pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits()) -> Reading<HTTPRequest> {
  var reader = HTTPRequestReader(limits: limits)
  var rest: [UInt8] = []
  do throws(HTTPFlaw) {
    for piece in pieces { rest += try reader.read(piece) }
  } catch {
    return .flawed(error, arrived: reader.arrived)
  }
  if reader.isWhole, let request = reader.arrived {
    return .whole(request, rest: String(decoding: rest, as: UTF8.self))
  }
  do throws(HTTPFlaw) {
    try reader.end()
    return .open(reader.arrived, closed: nil)
  } catch {
    return .open(reader.arrived, closed: error)
  }
}

func readResponse(_ text: String, to method: HTTPMethod = .get, limits: HTTPLimits = HTTPLimits()) -> Reading<
  HTTPResponse
> {
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
