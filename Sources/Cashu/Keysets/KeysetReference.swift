import TollGateCrypto

/// How a token names a keyset: in full, or by the first eight bytes of a long id.
package enum KeysetReference: Hashable, Sendable {
  case full(KeysetID)
  /// The first byte is 01.
  case short(UInt64)

  /// As a token should have it.
  package init(shortening id: KeysetID) {
    switch id {
    case .legacy: self = .full(id)
    case .current: self = .short(id.short)
    }
  }

  package init?(_ bytes: Span<UInt8>) {
    if let id = KeysetID(bytes) {
      self = .full(id)
    } else if bytes.count == 8, bytes[0] == 1 {
      self = .short(bytes.word)
    } else {
      return nil
    }
  }

  package init?(hex: String) {
    guard hex.utf8.count <= 66, let bytes = Hex.bytes(hex, letters: .lower) else { return nil }
    self.init(bytes.span)
  }

  package var bytes: [UInt8] {
    switch self {
    case .full(let id): id.bytes
    case .short(let word): word.bytes
    }
  }

  package var hex: String { Hex.text(bytes) }

  /// What a reference comes to among the keysets of its mint.
  package enum Resolution: Hashable, Sendable {
    case known(KeysetID)
    case unknown
    /// Two keysets begin alike: a mint that does this means no good.
    case ambiguous
  }

  package func resolved(among ids: some Sequence<KeysetID>) -> Resolution {
    var found: KeysetID?
    for id in ids where fits(id) && id != found {
      if found != nil { return .ambiguous }
      found = id
    }
    return found.map(Resolution.known) ?? .unknown
  }

  private func fits(_ id: KeysetID) -> Bool {
    switch self {
    case .full(let own): own == id
    case .short(let word): id.short == word
    }
  }
}
