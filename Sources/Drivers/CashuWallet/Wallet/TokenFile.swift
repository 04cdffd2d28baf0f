import CLinux
import Glibc

/// A file that only its owner can read, one token on each line, each of them on the disk before the next is made (F7).
struct TokenFile: ~Copyable {
  private let number: Int32

  /// A file that exists is never written over.
  init(_ path: String) throws(WalletFailure) {
    number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw .file(errno) }
  }

  deinit { _ = close(number) }

  func append(_ token: [UInt8]) throws(WalletFailure) {
    var rest = (token + [0x0A])[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in unsafe write(number, bytes.baseAddress, bytes.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .file(errno) }
      rest = rest.dropFirst(count)
    }
    guard fsync(number) == 0 else { throw .file(errno) }
  }
}
