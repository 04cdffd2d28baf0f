import TollGateCrypto
package import TollGateJSON

extension MintKeys {
  /// An object of amounts in digits and keys in hexadecimal. One wrong key spoils all: the id covers every one of them.
  package init(reading node: JSONNode) throws(MessageFlaw) {
    guard let members = node.members, members.count <= MintKeys.most else { throw .wrong("keys") }
    var pairs: [(amount: Amount, key: CompressedPoint)] = []
    for member in members {
      guard let amount = JSONNumber(text: member.key)?.uint64, let key = Members.point(member.value) else {
        throw .wrong("keys")
      }
      pairs.append((Amount(amount), key))
    }
    guard let keys = MintKeys(pairs) else { throw .wrong("keys") }
    self = keys
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for key in keys { writer.member(String(key.amount.value), key.compressed.hex) }
    writer.endObject()
  }
}
