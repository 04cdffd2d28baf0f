import Glibc
import TollGateDriverContracts
import TollGateLinux

/// A port of 127.0.0.1 that is ours as long as this is. Where it listens, the kernel takes connections and what they send, and
/// nobody ever says a word.
package struct LoopbackSocket: ~Copyable, Sendable {
  private let socket: Descriptor
  package let port: UInt16

  package init(listening: Bool = false) throws {
    let socket = try Descriptor(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(socket.number, $0, length) == 0 ? getsockname(socket.number, $0, &length) : -1
      }
    }
    guard code == 0, !listening || listen(socket.number, 64) == 0 else { throw BenchFailure("no free port") }
    port = UInt16(bigEndian: address.sin_port)
    self.socket = socket
  }
}
