package import TollGateCrypto
import TollGateJSON

/// What opens a lock. It travels as a text of JSON within JSON.
package struct LockWitness: Hashable, Sendable, Secretive {
  /// The most that mints take, in characters.
  package static let longest = 1024

  package var signatures: [Octets64]
  package var preimage: Octets32?

  package init(signatures: [Octets64] = [], preimage: Octets32? = nil) {
    self.signatures = signatures
    self.preimage = preimage
  }

  /// Nothing for what is no witness; a signature that is none signs nothing.
  package init?(text: String) {
    let limits = JSONLimits(maxBytes: LockWitness.longest, maxDepth: 4, maxNodes: 64)
    guard let node = try? JSONReader.read(text, limits: limits), node.members != nil, node.duplicatedKeys.isEmpty else {
      return nil
    }
    signatures = (node["signatures"]?.array ?? []).compactMap { $0.string.flatMap { Octets64(hex: $0) } }
    preimage = node["preimage"]?.string.flatMap { Octets32(hex: $0) }
  }

  package var text: String {
    var writer = JSONWriter()
    writer.beginObject()
    if let preimage { writer.member("preimage", preimage.hex) }
    writer.key("signatures")
    writer.beginArray()
    for signature in signatures { writer.string(signature.hex) }
    writer.endArray()
    writer.endObject()
    return writer.text
  }

  /// How many of the keys have signed: a key that signs twice is still one.
  func signers(among keys: [Octets32], of digest: Octets32) -> Int {
    keys.count { key in
      guard let verifier = VerifyingKey(key) else { return false }
      return signatures.contains { verifier.accepts($0, of: digest) }
    }
  }
}
