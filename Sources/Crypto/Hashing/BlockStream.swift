/// The part of a SHA-2 function that is its own: how one block changes the state.
protocol BlockState: Sendable, BitwiseCopyable {
  static var blockBytes: Int { get }
  /// Takes the block that begins at this offset.
  mutating func take(_ bytes: Span<UInt8>, at offset: Int)
}

/// The part that all SHA-2 functions have in common: blocks cut out of a stream, and the padding at its end (FIPS 180-4 §5).
struct BlockStream<State: BlockState>: Sendable, BitwiseCopyable {
  private(set) var state: State
  private var pending = InlineArray<128, UInt8>(repeating: 0)
  private var filled = 0
  private var length: UInt64 = 0

  init(_ state: State) { self.state = state }

  mutating func update(_ bytes: Span<UInt8>) {
    var offset = 0
    let count = bytes.count
    length &+= UInt64(count)
    if filled > 0 {
      offset = min(State.blockBytes - filled, count)
      keep(bytes, 0..<offset)
      guard filled == State.blockBytes else { return }
      state.take(pending.span, at: 0)
      filled = 0
    }
    while count - offset >= State.blockBytes {
      state.take(bytes, at: offset)
      offset += State.blockBytes
    }
    keep(bytes, offset..<count)
  }

  /// The state after the padding; lengths count 2^61 bytes at the most.
  mutating func pad() {
    let lengthField = State.blockBytes / 8
    keep(0x80)
    if filled > State.blockBytes - lengthField { fill(to: State.blockBytes) }
    fill(to: State.blockBytes - 8)
    let bits = length << 3
    for shift in stride(from: UInt64(56), through: 0, by: -8) { keep(UInt8(truncatingIfNeeded: bits >> shift)) }
    state.take(pending.span, at: 0)
  }

  private mutating func fill(to end: Int) {
    while filled < end { keep(0) }
    guard end == State.blockBytes else { return }
    state.take(pending.span, at: 0)
    filled = 0
  }

  private mutating func keep(_ byte: UInt8) {
    pending[filled] = byte
    filled += 1
  }

  private mutating func keep(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range { keep(bytes[index]) }
  }
}

/// A hash that HMAC can be made of.
package protocol HashFunction: Sendable, BitwiseCopyable {
  associatedtype Digest: Sendable
  static var blockBytes: Int { get }
  init()
  mutating func update(_ bytes: Span<UInt8>)
  /// What another hash has come to.
  mutating func update(_ digest: Digest)
  static func bytes(of digest: Digest) -> [UInt8]
  /// What it comes to so far; more can follow.
  var digest: Digest { get }
}
