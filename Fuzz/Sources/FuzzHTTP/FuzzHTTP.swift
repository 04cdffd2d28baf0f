import TollGateHTTP

/// Whatever the bytes and wherever they are cut: the readers do not trap, keep their limits and say the same; and what is
/// accepted comes back equal when it is written and read again. The first two bytes say what is read and how it is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard bytes.count > 2 else { return 0 }
  let text = bytes[2...]
  let step = Int(bytes[1]) + 1
  if bytes[0] & 1 == 0 {
    let method: HTTPMethod = bytes[0] & 2 == 0 ? .get : .head
    let reading = HTTPResponseReader(answering: method, limits: limits).reading(text, alikeInStepsOf: step)
    check(reading.arrived?.fields, reading.arrived?.body)
    if reading.isWhole, let response = reading.arrived { check(response, method) }
  } else {
    let reading = HTTPRequestReader(limits: limits).reading(text, alikeInStepsOf: step)
    check(reading.arrived?.fields, reading.arrived?.body)
    if reading.isWhole, let request = reading.arrived { check(request) }
  }
  return 0
}

private let limits = HTTPLimits(lineBytes: 100, headBytes: 400, fields: 8, bodyBytes: 64, chunkExtensionBytes: 8)

private struct Reading<Message: Equatable>: Equatable {
  var flaw: HTTPFlaw?
  var end: HTTPFlaw?
  var isWhole = false
  var arrived: Message?
  var rest = 0
}

private func pieces(_ text: ArraySlice<UInt8>, _ step: Int) -> [ArraySlice<UInt8>] {
  stride(from: text.startIndex, to: text.endIndex, by: step).map { text[$0..<min($0 + step, text.endIndex)] }
}

/// Either reader.
private protocol MessageReading {
  associatedtype Message: Equatable
  mutating func read(_ bytes: ArraySlice<UInt8>) throws(HTTPFlaw) -> ArraySlice<UInt8>
  mutating func end() throws(HTTPFlaw)
  var isWhole: Bool { get }
  var arrived: Message? { get }
}

extension HTTPResponseReader: MessageReading {}
extension HTTPRequestReader: MessageReading {}

extension MessageReading {
  fileprivate func reading(_ text: ArraySlice<UInt8>, step: Int) -> Reading<Message> {
    var reader = self
    var reading = Reading<Message>()
    do {
      for piece in pieces(text, step) { reading.rest += try reader.read(piece).count }
      reading.isWhole = reader.isWhole
      do { try reader.end() } catch { reading.end = error }
    } catch {
      reading.flaw = error
    }
    reading.arrived = reader.arrived
    return reading
  }

  /// However it is cut, it must be the same.
  fileprivate func reading(_ text: ArraySlice<UInt8>, alikeInStepsOf step: Int) -> Reading<Message> {
    let whole = reading(text, step: text.count)
    precondition(whole == reading(text, step: step) && whole == reading(text, step: 1))
    return whole
  }
}

private func check(_ fields: HTTPFields?, _ body: [UInt8]?) {
  precondition((body?.count ?? 0) <= limits.bodyBytes && (fields?.all.count ?? 0) <= limits.fields)
}

/// Without what the writer says by itself.
private func unframed(_ fields: HTTPFields) -> HTTPFields {
  HTTPFields(
    fields.all.filter { !["content-length", "transfer-encoding", "connection"].contains($0.name.lowercased()) })
}

private func check(_ response: HTTPResponse, _ method: HTTPMethod) {
  var response = response
  response.fields = unframed(response.fields)
  guard let bytes = try? response.bytes(answering: method) else { preconditionFailure("what was read can be written") }
  var reader = HTTPResponseReader(answering: method)
  guard (try? reader.read(bytes[...]))?.isEmpty == true, reader.isWhole, var again = reader.arrived else {
    preconditionFailure("what is written is one whole answer")
  }
  again.fields = unframed(again.fields)
  precondition(again == response)
}

private func check(_ request: HTTPRequest) {
  var request = request
  request.fields = unframed(request.fields)
  if !request.fields.contains("Host") { request.fields.append("Host", "a") }
  guard let head = try? request.headBytes() else { preconditionFailure("what was read can be written") }
  var reader = HTTPRequestReader()
  guard (try? reader.read((head + request.body)[...]))?.isEmpty == true, reader.isWhole, var again = reader.arrived
  else {
    preconditionFailure("what is written is one whole request")
  }
  again.fields = unframed(again.fields)
  precondition(again == request)
}
