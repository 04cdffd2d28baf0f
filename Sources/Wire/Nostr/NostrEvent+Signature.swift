package import TollGateCore
package import TollGateCrypto
import TollGateJSON

extension NostrEvent {
  /// The bytes whose hash is the id (NIP-01): exactly these escapes, no space, no HTML escapes.
  package static func hashed(
    key: Octets32, createdAt: Int64, kind: Int64, tags: [[String]], content: String
  ) -> [UInt8] {
    var writer = JSONWriter(reserving: 1024)
    writer.beginArray()
    writer.number(0)
    writer.string(key.hex)
    writer.number(createdAt)
    writer.number(kind)
    writer.beginArray()
    for tag in tags {
      writer.beginArray()
      for element in tag { writer.string(element) }
      writer.endArray()
    }
    writer.endArray()
    writer.string(content)
    writer.endArray()
    return writer.bytes
  }

  /// What the id must be; nil without a key.
  package var hash: Octets32? {
    guard let key else { return nil }
    guard let hashedTags else {
      return SHA256.hash(
        NostrEvent.hashed(key: key, createdAt: createdAt, kind: kind, tags: tags, content: content))
    }
    var text = JSONWriter()
    text.string(content)
    var hash = SHA256()
    hash.update("[0,\"")
    hash.update(hexOf: key)
    hash.update("\",\(createdAt),\(kind),")
    hash.update(hashedTags.span)
    hash.update(",")
    hash.update(text.bytes)
    hash.update("]")
    return hash.digest
  }

  /// What is wrong with the claims, or nothing: the id is the hash, and the signature is the key's (B2).
  package var flaw: EventFlaw? {
    guard !isUnverifiable else { return .unverifiable }
    guard let key, let hash else { return .wrongKey }
    guard id == hash else { return .wrongID }
    guard let verifier = VerifyingKey(key) else { return .wrongKey }
    guard let signature, verifier.accepts(signature, of: hash) else { return .wrongSignature }
    return nil
  }

  /// The id and the key of an event without a flaw.
  func proven() throws(EventFlaw) -> (id: EventID, key: PublicKey) {
    if let flaw { throw flaw }
    guard let id, let key else { throw .wrongID }
    return (EventID(Bytes32(id)), PublicKey(Bytes32(key)))
  }

  /// An event with id and signature. The same randomness gives the same signature.
  package static func signed(
    kind: Int64, createdAt: Int64, tags: [[String]], content: String = "", by key: borrowing SigningKey,
    randomness: Octets32
  ) -> NostrEvent {
    let hash = SHA256.hash(
      hashed(key: key.publicKey, createdAt: createdAt, kind: kind, tags: tags, content: content))
    return NostrEvent(
      kind: kind, id: hash, key: key.publicKey, createdAt: createdAt, tags: tags, content: content,
      signature: key.sign(hash, randomness: randomness))
  }
}

extension Bytes32 {
  /// The machine's form of what Crypto computes with.
  package init(_ octets: Octets32) { self.init(octets.a, octets.b, octets.c, octets.d) }
}

extension Octets32 {
  /// The form that Crypto computes with.
  package init(_ bytes: Bytes32) { self.init(bytes.a, bytes.b, bytes.c, bytes.d) }
}
