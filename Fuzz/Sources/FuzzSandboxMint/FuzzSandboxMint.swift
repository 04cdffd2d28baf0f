import TollGateCrypto
import TollGateJSON
import TollGateSandbox

/// Requests to one mint, with zeros between them, each a method, a path and, after the end of the line, a body: whatever they are,
/// nothing traps, every answer is JSON, what was refused has changed nothing, and the books balance after each.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSandboxMint(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  for profile in MintProfile.allCases { run(bytes, profile) }
  return 0
}

private func run(_ bytes: [UInt8], _ profile: MintProfile) {
  let plans = [
    KeysetPlan(inputFee: 100, powers: 8), KeysetPlan(version: .legacy, powers: 4), KeysetPlan(unit: "usd", powers: 2),
  ]
  let terms = MintTerms(profile: profile, keysets: plans, seed: Octets32(0, 0, 0, 1))
  guard let mint = try? SandboxMint(terms, clock: { CalendarMoment(seconds: 1_795_224_819) }) else {
    preconditionFailure("no random numbers are needed")
  }
  for request in bytes.split(separator: 0) {
    let line = request.prefix { $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { continue }
    let before = mint.sums
    guard case .reply(let reply) = mint.answer(words[0], words[1], Array(request.dropFirst(line.count + 1))) else {
      preconditionFailure("nobody has ordered a fault")
    }
    precondition((try? JSONReader.read(reply.body)) != nil)
    precondition([200, 400, 404, 405, 422].contains(reply.status))
    precondition(reply.status == 200 || mint.sums == before)
    precondition(mint.isBalanced)
  }
}
