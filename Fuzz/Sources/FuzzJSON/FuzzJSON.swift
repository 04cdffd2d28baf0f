import TollGateJSON

/// Whatever the bytes: the reader does not trap, a mistake lies within the text, and what is accepted comes back equal
/// when it is written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  do {
    check(try JSONReader.read(bytes), of: bytes)
  } catch {
    precondition((0...count).contains(error.offset) && error.line >= 1 && error.column >= 1)
    precondition(error.problem != .endOfText || error.offset == count)
  }
  return 0
}

private func check(_ node: JSONNode, of bytes: [UInt8]) {
  let text = [UInt8](node.text(in: bytes))
  precondition(read(text) == node, "the text cut out reads as the value")
  var writer = JSONWriter()
  writer.node(node)
  precondition(writer.isComplete && !writer.bytes.contains { $0 < 0x20 }, "the output is one line")
  precondition(read(writer.bytes) == node, "what is written reads as the value")
  checkParts(node, of: bytes)
  guard node.array != nil || node.members != nil else { return }
  // A beginning of a good text is never wrong, only too short.
  let beginning = [UInt8](text.prefix(bytes.count % text.count))
  do {
    _ = try JSONReader.read(beginning)
    preconditionFailure("an array or object without its end is no value")
  } catch {
    precondition(error.problem == .endOfText && error.offset == beginning.count)
  }
}

private func checkParts(_ node: JSONNode, of bytes: [UInt8]) {
  precondition(node.start < node.end && node.end <= bytes.count)
  precondition(node.duplicatedKeys.count <= node.members?.count ?? 0)
  if let number = node.number {
    precondition(number.uint64 == UInt64(number.text) || number.text.utf8.first == UInt8(ascii: "-"))
    precondition(number.int64 == Int64(number.text))
    precondition(number.double?.isFinite ?? true)
  }
  for element in node.array ?? [] { checkParts(element, of: bytes) }
  for member in node.members ?? [] {
    precondition(node[member.key] != nil && bytes[member.keyStart] == UInt8(ascii: "\""))
    checkParts(member.value, of: bytes)
  }
}

private func read(_ bytes: [UInt8]) -> JSONNode? {
  try? JSONReader.read(bytes)
}
