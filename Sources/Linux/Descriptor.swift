import Glibc

/// A file descriptor with one owner, closed at its end.
package struct Descriptor: ~Copyable, Sendable {
  package let number: Int32

  /// Takes over what a call returned; -1 is that call's failure.
  package init(_ number: Int32) throws(SystemFailure) {
    guard number >= 0 else { throw .last }
    self.number = number
  }

  deinit { _ = close(number) }

  /// The whole of a file that the kernel makes up while it is read, so that its size can't be asked.
  package static func contents(of path: String) throws(SystemFailure) -> [UInt8] {
    let file = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC))
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 15)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(file.number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
