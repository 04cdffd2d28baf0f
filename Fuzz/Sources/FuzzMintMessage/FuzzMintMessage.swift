import TollGateCashu
import TollGateCrypto

/// Whatever the bytes: no message and no refusal traps, and what is read is written, and read as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMintMessage(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  check(SwapRequest.self, bytes)
  check(SignaturesAnswer.self, bytes)
  check(RestoreAnswer.self, bytes)
  check(StateRequest.self, bytes)
  check(StateAnswer.self, bytes)
  check(MintQuoteRequest.self, bytes)
  check(MintQuote.self, bytes)
  check(MintRequest.self, bytes)
  check(MeltQuote.self, bytes)
  check(MeltRequest.self, bytes)
  check(KeysetsAnswer.self, bytes)
  check(KeysAnswer.self, bytes)
  check(MintInfo.self, bytes)
  let refusal = MintRefusal(status: 400, body: bytes)
  precondition(refusal.text.utf8.count <= 4096)
  precondition(MintRefusal(status: 400, body: refusal.body).meaning == refusal.meaning)
  let text = String(decoding: bytes, as: UTF8.self)
  if let secret = ProofSecret(text), case .locked(let lock) = secret.kind {
    precondition(lock.needed <= lock.keys.count && lock.refundNeeded <= lock.refundKeys.count)
    precondition(lock.access(with: .zero, at: .max) != .signature)
  }
  if let witness = LockWitness(text: text) { precondition(LockWitness(text: witness.text) != nil) }
  return 0
}

private func check<Message: MintMessage>(_ type: Message.Type, _ bytes: [UInt8]) {
  guard let message = try? Message.read(bytes) else { return }
  let written = message.body
  guard let again = try? Message.read(written) else { preconditionFailure("what is written reads") }
  precondition(again.body == written)
}
