package import TollGateJSON

/// What a mint answers when it is asked for its keysets, or for the keys of some. One that can't be understood, such as the
/// keysets of 2023 with their other ids, is left out, and does no harm to the others.
package struct KeysetList<Element: MintMessage & Hashable>: MintMessage, Hashable {
  package let keysets: [Element]
  /// The ids of those that were left out, as far as they have one.
  package let unreadable: [String]

  package init(_ keysets: [Element]) {
    self.keysets = keysets
    unreadable = []
  }

  package init(_ members: Members) throws(MessageFlaw) {
    var keysets: [Element] = []
    var unreadable: [String] = []
    for node in try members.list("keysets", { node throws(MessageFlaw) in node }) {
      do {
        keysets.append(try Element(node))
      } catch {
        unreadable.append(String((node["id"]?.string ?? "").unicodeScalars.prefix(66)))
      }
    }
    self.keysets = keysets
    self.unreadable = unreadable
  }

  package func write(to writer: inout JSONWriter) { writer.list("keysets", keysets) }
}

/// Of `/v1/keysets`.
package typealias KeysetsAnswer = KeysetList<KeysetInfo>

/// Of `/v1/keys` and `/v1/keys/{id}`.
package typealias KeysAnswer = KeysetList<Keyset>
