import CLinux
import Glibc
import TollGateLinux

/// A file that only its owner can read, one token on each line, each of them on the disk before the next is made (F7). It has a
/// thread of its own: what blocks on a disk has no place on the pool of Swift's tasks.
package struct TokenFile: Sendable {
  private let thread: SerialThread<OpenTokenFile>

  /// A file that exists is never written over.
  package init(_ path: String) async throws(WalletFailure) {
    thread = try await SerialThread.begin("tollgate-tokens", orElse: { .file($0.code) }) { () throws(WalletFailure) in
      try OpenTokenFile(path)
    }
  }

  package func append(_ token: [UInt8]) async throws(WalletFailure) {
    try await thread.run { file throws(WalletFailure) in try file.append(token) }
  }
}

private final class OpenTokenFile {
  private let number: Int32

  init(_ path: String) throws(WalletFailure) {
    number = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw .file(errno) }
    // Without this, a loss of power may leave what was written without a name.
    guard OpenTokenFile.sync(folderOf: path) else { throw .file(errno) }
  }

  deinit { _ = close(number) }

  private static func sync(folderOf path: String) -> Bool {
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let folder = unsafe open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { _ = close(folder) }
    return fsync(folder) == 0
  }

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
