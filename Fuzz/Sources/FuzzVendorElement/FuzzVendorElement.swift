import TollGateWire

/// Whatever the bytes: no reader traps, and what is read fits into an element, is written, and read as the same element.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzVendorElement(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  _ = TollGateSSID.isOne(bytes)
  for element in [VendorElement(bytes), VendorElement(beacon: bytes)] {
    guard let element else { continue }
    guard let written = element.bytes else { preconditionFailure("what was read fits into an element") }
    precondition(written.count <= count && VendorElement(written) == element)
    precondition(VendorElement(beacon: [0, 1, 2] + written) == element)
    if let mint = element.mint { precondition(mint.text.hasPrefix("http")) }
    _ = element.key
  }
  return 0
}
