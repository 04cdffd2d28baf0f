import CLinux
import Glibc
import TollGateLinux

/// Streams between processes of this machine, over a path. Every wait has an end.
package enum LocalSocket {
  /// A line and an answer are small; whoever sends more is cut off.
  package static let longest = 1 << 20
  static let patience: Int32 = 5000

  static func address(_ path: String) throws(SystemFailure) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    guard !name.isEmpty, name.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemFailure(code: ENAMETOOLONG)
    }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
    return address
  }

  private static func stream() throws(SystemFailure) -> Descriptor {
    try Descriptor(Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
  }

  private static func withAddress(
    _ path: String, _ use: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(SystemFailure) {
    var address = try address(path)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe use($0, size) }
    }
    guard code == 0 else { throw .last }
  }

  /// Listens at the path, which those in the owner's group may use too (H3). What stood there before is a daemon that is dead:
  /// the one that lives holds the state folder.
  static func listen(at path: String) throws(SystemFailure) -> Descriptor {
    let socket = try stream()
    _ = unsafe unlink(path)
    try unsafe withAddress(path) { unsafe bind(socket.number, $0, $1) }
    // Nobody can connect before it listens.
    guard unsafe chmod(path, 0o660) == 0, Glibc.listen(socket.number, 16) == 0 else { throw .last }
    return socket
  }

  static func connect(to path: String) throws(SystemFailure) -> Descriptor {
    let socket = try stream()
    try unsafe withAddress(path) { unsafe Glibc.connect(socket.number, $0, $1) }
    return socket
  }

  /// Up to the end of a line, or of all that comes.
  static func readLine(from socket: borrowing Descriptor, until wake: Wake) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= longest {
      guard wake.wait(for: socket.number, milliseconds: patience) == .readable else {
        throw SystemFailure(code: ETIMEDOUT)
      }
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(socket.number, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw .last }
      bytes += chunk[..<count]
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) { return Array(bytes[..<end]) }
      if count == 0 { return bytes }
    }
    throw SystemFailure(code: EMSGSIZE)
  }

  static func write(_ bytes: [UInt8], to socket: borrowing Descriptor) throws(SystemFailure) {
    var limit = timeval(tv_sec: Int(patience / 1000), tv_usec: 0)
    _ = unsafe setsockopt(socket.number, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe send(socket.number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }
}
