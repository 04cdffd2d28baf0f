import TollGateCore
import TollGateWire

/// Whatever the bytes: no reader traps, a reading is written and read as the same reading, no number is negative, and no wait
/// is longer than ten minutes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzUsage(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let answer = GatewayAnswer(status: 200, retryAfter: String(decoding: bytes, as: UTF8.self), body: bytes)
  switch answer.usage {
  case .reading(.usage(let used, let total)):
    precondition(total > 0 && used <= UInt64(Int64.max) && total <= UInt64(Int64.max))
    let written = GatewayAnswer(status: 200, body: GatewayBody.usage((used, total)))
    precondition(written.usage == answer.usage)
  case .reading(let other): precondition(other == .noSession)
  case .nothing(let failure): precondition(failure == .unreadable)
  }
  if let wait = answer.wait { precondition(wait >= .zero && wait <= .minutes(10)) }
  if let mac = answer.mac {
    precondition(answer.identity == .resolved)
    precondition(GatewayAnswer(status: 200, body: GatewayBody.whoami(mac)).mac == mac)
  }
  let report = ClientReport(whoami: answer, sessionState: answer, balance: answer)
  precondition(report.identity == answer.identity)
  precondition((report.access == .active) == [answer.sessionState, answer.balance].contains(.active))
  return 0
}
