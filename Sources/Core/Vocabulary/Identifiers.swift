/// 32 bytes that are compared and sorted as a value: keys and event ids, without an allocation each.
public struct Bytes32: Hashable, Comparable, Sendable {
  public var a: UInt64
  public var b: UInt64
  public var c: UInt64
  public var d: UInt64

  /// The four words, big endian, first word first.
  public init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  public static func < (x: Bytes32, y: Bytes32) -> Bool {
    if x.a != y.a { return x.a < y.a }
    if x.b != y.b { return x.b < y.b }
    if x.c != y.c { return x.c < y.c }
    return x.d < y.d
  }
}

/// The x-only key under which a gateway signs. It names the seller, wherever the seller is met.
public struct PublicKey: Hashable, Comparable, Sendable {
  public var bytes: Bytes32
  public init(_ bytes: Bytes32) { self.bytes = bytes }
  public static func < (a: PublicKey, b: PublicKey) -> Bool { a.bytes < b.bytes }
}

/// The hash that names a signed event: a grant is counted once per id (C6).
public struct EventID: Hashable, Comparable, Sendable {
  public var bytes: Bytes32
  public init(_ bytes: Bytes32) { self.bytes = bytes }
  public static func < (a: EventID, b: EventID) -> Bool { a.bytes < b.bytes }
}

/// Names one piece of work. The epoch is drawn anew at every start, so that no answer of an earlier life can match.
public struct OperationID: Hashable, Comparable, Sendable {
  public var epoch: UInt64
  public var number: UInt64

  public init(epoch: UInt64, number: UInt64) {
    self.epoch = epoch
    self.number = number
  }

  public static func < (a: OperationID, b: OperationID) -> Bool {
    a.epoch != b.epoch ? a.epoch < b.epoch : a.number < b.number
  }
}

/// A salted name for a secret, fit for logs (F7). It can't be turned back.
public struct Fingerprint: Hashable, Sendable {
  public var value: UInt64
  public init(_ value: UInt64) { self.value = value }
}
