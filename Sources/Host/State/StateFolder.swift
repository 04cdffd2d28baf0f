import CLinux
import Glibc
package import TollGateLinux

/// The folder in which one daemon keeps what must survive. Nobody else may read it, and no second daemon works in it (E5).
package struct StateFolder: ~Copyable, Sendable {
  package enum Failure: Error, Hashable, Sendable {
    /// Another process works in it.
    case inUse
    case system(SystemFailure)
  }

  package let path: String
  /// The lock lives as long as its descriptor, also where the process is killed.
  private let lock: Descriptor

  /// Makes the folder, but not the one around it.
  package init(_ path: String) throws(Failure) {
    let lock = try StateFolder.lock(in: path)
    self.path = path
    self.lock = lock
  }

  private static func lock(in path: String) throws(Failure) -> Descriptor {
    do throws(SystemFailure) {
      if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw .last }
      let lock = try Descriptor(unsafe open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
      guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw .last }
      return lock
    } catch {
      throw error.code == EWOULDBLOCK ? .inUse : .system(error)
    }
  }

  package func file(_ name: String) -> String { path + "/" + name }
}
