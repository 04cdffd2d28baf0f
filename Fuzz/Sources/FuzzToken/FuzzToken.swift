import TollGateCashu
import TollGateCrypto

/// A token as a text, in binary, or the JSON of version 3, as the first byte says: no reader traps, and what is accepted is
/// written, and read as the same money.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzToken(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let form = bytes.first else { return 0 }
  let rest = Array(bytes.dropFirst())
  let token =
    switch form & 3 {
    case 0: try? Token.read(rest)
    case 1: try? Token.read(binary: Array("crawB".utf8) + rest)
    default: try? Token.read(Array("cashuA".utf8) + Array(Base64URL.text(rest).utf8))
    }
  if let token { check(token) }
  return 0
}

private func check(_ token: Token) {
  precondition(!token.proofs.isEmpty && token.amount > .zero)
  precondition(Amount.sum(token.proofs.map(\.amount)) == token.amount)
  guard let again = try? Token.read(token.text), let binary = try? Token.read(binary: token.binary) else {
    preconditionFailure("what is written reads")
  }
  precondition(again == binary && again.text == token.text)
  precondition(Set(again.proofs) == Set(token.proofs) && again.proofs.count == token.proofs.count)
  precondition(again.mint == token.mint && again.memo == token.memo && again.amount == token.amount)
  var ids: [KeysetID] = []
  for proof in token.proofs {
    if case .full(let id) = proof.keyset { ids.append(id) }
    _ = proof.lockWitness
    if case .locked(let lock) = proof.secret.kind {
      precondition(lock.needed <= lock.keys.count && lock.refundNeeded <= lock.refundKeys.count)
    }
    precondition(!"\(proof)".contains(proof.secret.text) || proof.secret.text.utf8.count < 40)
  }
  if let named = try? token.proofs(among: ids) {
    precondition(named.map(\.secret) == token.proofs.map(\.secret))
    _ = named.areOpened(outputs: [], at: 1_795_224_819)
  }
}
