import TollGateCashu

/// Whatever the bytes: no way of reading them traps or goes beyond their end, a value that is whole has no beginning that is
/// whole, and base64 comes back as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCBOR(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  if let length = whole(bytes) {
    precondition(length > 0 && length <= count)
    precondition(whole(Array(bytes.prefix(length))) == length, "what follows a value is no part of it")
    precondition(whole(Array(bytes.prefix(count % length))) == nil, "a beginning of a value is none")
  }
  typed(bytes)
  precondition(Base64URL.bytes(Base64URL.text(bytes).utf8.span) == bytes)
  if let decoded = Base64URL.bytes(bytes.span) { precondition(decoded.count <= count * 3 / 4) }
  return 0
}

/// Where the first value ends, if it does.
private func whole(_ bytes: [UInt8]) -> Int? {
  var reader = CBORReader(bytes)
  guard (try? reader.skip()) != nil else { return nil }
  return reader.position
}

/// Each way of reading, at the beginning.
private func typed(_ bytes: [UInt8]) {
  var writer = CBORWriter()
  var reader = CBORReader(bytes)
  if let value = try? reader.unsigned() {
    writer.unsigned(value)
    var again = CBORReader(writer.bytes)
    precondition((try? again.unsigned()) == value && writer.bytes.count <= reader.position)
  }
  reader = CBORReader(bytes)
  if let text = try? reader.text() {
    writer = CBORWriter()
    writer.text(text)
    var again = CBORReader(writer.bytes)
    precondition((try? again.text())?.utf8.elementsEqual(text.utf8) == true)
  }
  reader = CBORReader(bytes)
  if let point = try? reader.point() { precondition(point.prefix == 2 || point.prefix == 3) }
  reader = CBORReader(bytes)
  if (try? reader.octets32()) != nil { precondition(reader.position >= 34) }
  reader = CBORReader(bytes)
  _ = try? reader.bool()
  _ = reader.isAbsent()
  reader = CBORReader(bytes)
  guard var items = try? reader.openMap() else { return }
  while (try? reader.hasNext(&items)) == true {
    guard (try? reader.skip()) != nil, (try? reader.skip()) != nil else { break }
  }
  precondition(reader.position <= bytes.count)
}
