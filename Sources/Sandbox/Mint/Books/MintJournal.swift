import Glibc
import Synchronization
package import TollGateLinux

/// Why a mint's books can't be opened.
package enum MintBookFailure: Error, Hashable, Sendable {
  case system(SystemFailure)
  /// Another mint has them open.
  case held
  /// Something is wrong before the end.
  case unreadable(line: Int)
  case noRandomNumbers
}

/// A mint's books on disk: a line for each request that has changed something, whole or not there at all. They only grow.
final class MintJournal: Sendable {
  private struct End {
    var length: Int
    /// Nobody knows what is on disk: nothing may be promised any more.
    var isBroken = false
  }

  private let file: Descriptor
  private let end: Mutex<End>

  private init(_ file: consuming Descriptor, length: Int) {
    self.file = file
    end = Mutex(End(length: length))
  }

  /// The books in a folder, and all that has happened so far. A line that a crash has cut off was never answered: it goes.
  static func open(in folder: String) throws(MintBookFailure) -> (journal: MintJournal, changes: [MintChange]) {
    guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .system(.last) }
    let path = folder + "/mint.log"
    let file = try locked(path)
    let bytes = try contents(of: path)
    let (changes, length) = try BookLine.changes(in: bytes)
    guard length == bytes.count || ftruncate(file.number, length) == 0, fsync(file.number) == 0, keepName(folder) else {
      throw .system(.last)
    }
    return (MintJournal(file, length: length), changes)
  }

  private static func locked(_ path: String) throws(MintBookFailure) -> Descriptor {
    do throws(SystemFailure) {
      let file = try Descriptor(unsafe Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600))
      guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else { throw .last }
      return file
    } catch {
      throw error.code == EWOULDBLOCK ? .held : .system(error)
    }
  }

  private static func contents(of path: String) throws(MintBookFailure) -> [UInt8] {
    do throws(SystemFailure) { return try Descriptor.contents(of: path) } catch { throw .system(error) }
  }

  /// A file is durable once its folder is.
  private static func keepName(_ folder: String) -> Bool {
    guard let folder = try? Descriptor(unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) else {
      return false
    }
    return fsync(folder.number) == 0
  }

  /// On disk when it returns true; not in the books at all when it returns false, now and ever after a failure that can't be undone.
  func append(_ changes: [MintChange]) -> Bool {
    let line = BookLine.written(changes)
    return end.withLock { end in
      guard !end.isBroken else { return false }
      if writeWhole(line), fdatasync(file.number) == 0 {
        end.length += line.count
        return true
      }
      end.isBroken = ftruncate(file.number, end.length) != 0 || fdatasync(file.number) != 0
      return false
    }
  }

  private func writeWhole(_ bytes: [UInt8]) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes[offset...].withUnsafeBytes { unsafe write(file.number, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }
}
