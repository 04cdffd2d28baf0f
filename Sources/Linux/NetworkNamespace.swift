import CLinux
import Glibc

/// The network that a driver's thread looks at: the one of this process, or one that a file names (`ip netns`).
package struct NetworkNamespace: Hashable, Sendable {
  private let path: String?

  package static let own = NetworkNamespace(path: nil)
  package static func file(_ path: String) -> NetworkNamespace { NetworkNamespace(path: path) }

  private init(path: String?) { self.path = path }

  /// Moves the calling thread there, for the rest of its life: only for a `DriverThread`.
  package func enter() throws(SystemFailure) {
    guard let path else { return }
    let file = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC))
    guard setns(file.number, CLONE_NEWNET) == 0 else { throw .last }
  }
}
