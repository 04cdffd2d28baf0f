import TollGateCore

extension IPAddress {
  /// Whether both begin with the same bits; never across families.
  func shares(bits: UInt8, with other: IPAddress) -> Bool {
    switch (self, other) {
    case (.v4(let a), .v4(let b)): (a ^ b).leadingZeroBitCount >= min(bits, 32)
    case (.v6(let a, let c), .v6(let b, let d)):
      a == b ? 64 + (c ^ d).leadingZeroBitCount >= min(bits, 128) : (a ^ b).leadingZeroBitCount >= bits
    case (.v4, .v6), (.v6, .v4): false
    }
  }
}
