import TollGateCashu

/// A request as a text and as its CBOR: no reader traps, and an amount never comes without a unit.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPaymentRequest(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let encoded = Array("creqA".utf8) + Array(Base64URL.text(bytes).utf8)
  for text in [bytes, encoded] {
    guard let request = try? PaymentRequest.read(text) else { continue }
    precondition(request.amount == nil || request.unit != nil)
    precondition(request.mints.count + request.transports.count <= text.count)
    precondition((try? PaymentRequest.read(text + [0x20])) == request)
  }
  return 0
}
