import TollGateCore
import TollGateCrypto
import TollGateHTTP
import TollGateSandbox

/// An order, a zero, and a request: whatever they are, no part of the gateway traps, what was refused was not taken, and an
/// answer that nothing has spoilt is read by our own client's reader.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSandbox(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let order = bytes.prefix { $0 != 0 }
  var reader = HTTPRequestReader(limits: HTTPLimits(bodyBytes: 1 << 20))
  guard (try? reader.read(bytes.dropFirst(order.count + 1))) != nil, let request = reader.arrived else {
    _ = try? SandboxOrder.read(Array(order))
    return 0
  }
  for profile in SandboxProfile.allCases { run(profile, Array(order), request) }
  return 0
}

private func run(_ profile: SandboxProfile, _ order: [UInt8], _ request: HTTPRequest) {
  guard let key = GatewayKey(secret: Octets32(0, 0, 0, 3)) else { preconditionFailure("3 is a key") }
  var gateway = SandboxGateway(SandboxTerms(profile: profile), key: key)
  let isObeyed = (try? gateway.obey(SandboxOrder.read(order))) != nil
  let visit = SandboxVisit(request, from: SandboxClient(address: "a", mac: MACAddress(1)))
  var now = CalendarMoment(seconds: 1_795_224_819)
  for verdict in [TokenVerdict.refused(.spent), .pending, .accepted(net: 5)] {
    now = CalendarMoment(seconds: now.seconds + 100)
    let before = gateway.books.sum.sats
    let answer: SandboxAnswer
    switch gateway.receive(visit, at: now) {
    case .answered(let given):
      answer = given
      precondition(gateway.books.sum.sats == before)
    case .judge(let purchase):
      answer = gateway.settle(purchase, verdict, at: now)
      precondition(gateway.books.sum.sats == before + (verdict == .accepted(net: 5) ? 5 : 0))
    }
    _ = answer.httpReply(at: now)
    guard !isObeyed else { continue }
    var response = HTTPResponseReader(answering: request.method)
    precondition((try? response.read(answer.reply.bytes(answering: request.method, at: now)[...])) != nil)
    precondition(response.isWhole)
  }
}
