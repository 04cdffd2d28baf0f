import Glibc

// Every unsafe expression about plain memory and the kernel's random numbers.

extension Span<UInt8> {
  /// Four bytes as a big-endian word; the place is checked.
  @inline(__always) func bigEndian32(at offset: Int) -> UInt32 {
    unsafe UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Eight bytes as a big-endian word; the place is checked.
  @inline(__always) func bigEndian64(at offset: Int) -> UInt64 {
    unsafe UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension Octets32 {
  /// The bytes as they lie in memory.
  @inline(__always) var inMemory: InlineArray<32, UInt8> {
    unsafe unsafeBitCast((a.bigEndian, b.bigEndian, c.bigEndian, d.bigEndian), to: InlineArray<32, UInt8>.self)
  }

  /// Puts 32 bytes after what is there, in one go: whole lists of them are written.
  package func append(to bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: inMemory) { unsafe bytes.append(contentsOf: $0) }
  }
}

extension Octets64 {
  /// The bytes as they lie in memory.
  @inline(__always) var inMemory: InlineArray<64, UInt8> {
    unsafe unsafeBitCast((upper.inMemory, lower.inMemory), to: InlineArray<64, UInt8>.self)
  }
}

/// Overwrites what was secret in a way that no optimiser drops.
package enum Wipe {
  package static func bytes(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe clear($0) }
  }

  /// For values without references in them.
  static func value<Value: BitwiseCopyable>(_ value: inout Value) {
    unsafe withUnsafeMutableBytes(of: &value) { unsafe clear($0) }
  }

  static func clear(_ place: UnsafeMutableRawBufferPointer) {
    if let start = place.baseAddress { unsafe explicit_bzero(start, place.count) }
  }
}

/// The kernel has no random numbers to give.
package struct RandomFailure: Error, Hashable, Sendable {
  package let code: Int32
}

/// Random numbers that nobody can foresee, from the kernel.
package enum SecureRandom {
  package static func octets32() throws(RandomFailure) -> Octets32 {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let code = unsafe withUnsafeMutableBytes(of: &words) { unsafe fill($0) }
    guard code == 0 else { throw RandomFailure(code: code) }
    defer { Wipe.value(&words) }
    return Octets32(words.0, words.1, words.2, words.3)
  }

  package static func bytes(_ count: Int) throws(RandomFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: max(count, 0))
    let code = unsafe bytes.withUnsafeMutableBytes { unsafe fill($0) }
    guard code == 0 else { throw RandomFailure(code: code) }
    return bytes
  }

  /// The kernel gives at most 256 bytes in one go.
  private static func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
    guard let start = buffer.baseAddress else { return 0 }
    for offset in stride(from: 0, to: buffer.count, by: 256) {
      guard unsafe getentropy(start + offset, min(buffer.count - offset, 256)) == 0 else { return errno }
    }
    return 0
  }
}

/// Secret bytes with one owner, in one place that is overwritten at its end. It can't be copied, printed or compared by
/// accident.
@safe package struct SecretBytes: ~Copyable, @unchecked Sendable {
  private let place: UnsafeMutableBufferPointer<UInt8>

  package init(copying bytes: Span<UInt8>) {
    self.init(count: bytes.count)
    for index in 0..<bytes.count { unsafe place[index] = bytes[index] }
  }

  /// Zeros, to be set one by one.
  init(count: Int) {
    unsafe place = .allocate(capacity: count)
    unsafe place.initialize(repeating: 0)
  }

  deinit {
    unsafe Wipe.clear(UnsafeMutableRawBufferPointer(place))
    unsafe place.deallocate()
  }

  package var count: Int { unsafe place.count }

  /// The bytes, for as long as the closure runs.
  package borrowing func read<Result, Failure>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    try unsafe body(Span(_unsafeElements: UnsafeBufferPointer(place)))
  }

  mutating func set(_ byte: UInt8, at index: Int) {
    precondition(index >= 0 && index < count)
    unsafe place[index] = byte
  }

  /// Takes the same time whatever the bytes are; the lengths are no secret.
  package borrowing func equalsInConstantTime(_ other: borrowing SecretBytes) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<count { unsafe difference |= place[index] ^ other.place[index] }
    return difference == 0
  }
}
