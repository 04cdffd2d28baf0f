import Foundation
import Synchronization

/// A small disk in memory, mounted for one test, so that it can be full. It goes with the object.
package final class ScratchDisk: Sendable {
  package static let isPossible = geteuid() == 0
  package static let need = "needs root, since it mounts a small disk"

  package struct Failure: Error { package var code: Int32 }

  private static let made = Mutex(0)
  package let path: String

  package init(bytes: Int) throws {
    let number = ScratchDisk.made.withLock { made in
      made += 1
      return made
    }
    path = NSTemporaryDirectory() + "/tollgate-disk-\(getpid())-\(number)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    guard unsafe mount("tollgate-test", path, "tmpfs", 0, "size=\(bytes)") == 0 else { throw Failure(code: errno) }
  }

  deinit {
    _ = unsafe umount2(path, Int32(MNT_DETACH))
    _ = unsafe rmdir(path)
  }

  private var filler: String { path + "/filler" }

  /// Takes all the room that is left, or gives it back.
  package func fill(_ full: Bool) throws {
    guard full else {
      guard unsafe unlink(filler) == 0 || errno == ENOENT else { throw Failure(code: errno) }
      return
    }
    let file = unsafe open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard file >= 0 else { throw Failure(code: errno) }
    defer { close(file) }
    let chunk = [UInt8](repeating: 0, count: 4096)
    while unsafe write(file, chunk, chunk.count) > 0 {}
  }

  /// Makes it refuse every write, or take them again.
  package func setReadOnly(_ readOnly: Bool) throws {
    let flags = UInt(MS_REMOUNT) | (readOnly ? UInt(MS_RDONLY) : 0)
    guard unsafe mount("tollgate-test", path, "tmpfs", flags, nil) == 0 else { throw Failure(code: errno) }
  }
}
