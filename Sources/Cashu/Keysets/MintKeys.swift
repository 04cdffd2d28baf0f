package import TollGateCrypto

/// The public keys of one keyset, one for each amount, all of them on the curve (NUT-01).
package struct MintKeys: Sendable {
  package struct Key: Sendable {
    package let amount: Amount
    package let point: Point
    package let compressed: CompressedPoint
  }

  /// No mint can use more: there are 64 powers of two, and some mints have a few amounts besides.
  package static let most = 256

  /// By amount, ascending.
  package let keys: [Key]

  /// Nothing for an amount twice or an amount of zero, for what is no point, for none and for too many.
  package init?(_ pairs: [(amount: Amount, key: CompressedPoint)]) {
    guard (1...MintKeys.most).contains(pairs.count) else { return nil }
    var keys: [Key] = []
    keys.reserveCapacity(pairs.count)
    for (amount, compressed) in pairs.sorted(by: { $0.amount < $1.amount }) {
      guard amount > (keys.last?.amount ?? .zero), let point = Point(compressed) else { return nil }
      keys.append(Key(amount: amount, point: point, compressed: compressed))
    }
    self.keys = keys
  }

  package subscript(amount: Amount) -> Point? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].amount < amount { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low].amount == amount ? keys[low].point : nil
  }

  /// The amounts that come to this sum, ascending and no more than allowed, each one with a key; nothing if there are none.
  package func split(_ sum: Amount, most: Int = 1000) -> [Amount]? {
    var rest = sum.value
    var parts: [Amount] = []
    for key in keys.reversed() where key.amount.value <= rest {
      let times = rest / key.amount.value
      guard times <= UInt64(max(most - parts.count, 0)) else { return nil }
      parts += Array(repeating: key.amount, count: Int(times))
      rest %= key.amount.value
    }
    return rest == 0 ? parts.reversed() : nil
  }
}

extension MintKeys: Equatable {
  package static func == (one: MintKeys, other: MintKeys) -> Bool {
    one.keys.elementsEqual(other.keys) { $0.amount == $1.amount && $0.compressed == $1.compressed }
  }
}
