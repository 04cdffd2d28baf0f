import Glibc
import Testing
import TollGateCore
import TollGateHTTP
import TollGateLinux

/// A socket of IPv4 that blocks, for what a well-behaved peer would never do.
struct RawSocket: ~Copyable, Sendable {
  static let breakMark = "[broken]"

  private let descriptor: Descriptor

  private init(_ number: Int32) throws { descriptor = try Descriptor(number) }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private func call(
    _ function: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ port: UInt16
  ) -> Int32 {
    let number = descriptor.number
    return unsafe withUnsafePointer(to: RawSocket.address(port)) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe function(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  /// Listens, and accepts nobody: the kernel takes so many connections by itself.
  static func listening(backlog: Int32) throws -> RawSocket {
    let socket = try RawSocket(Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
    try #require(unsafe socket.call(Glibc.bind, 0) == 0)
    try #require(Glibc.listen(socket.descriptor.number, backlog) == 0)
    return socket
  }

  static func connected(to endpoint: Endpoint, blocking: Bool = true) throws -> RawSocket {
    let kind = Int32(SOCK_STREAM.rawValue) | (blocking ? 0 : Int32(SOCK_NONBLOCK.rawValue))
    let socket = try RawSocket(Glibc.socket(AF_INET, kind | Int32(SOCK_CLOEXEC.rawValue), 0))
    let code = unsafe socket.call(Glibc.connect, endpoint.port)
    try #require(code == 0 || !blocking && errno == EINPROGRESS)
    return socket
  }

  var endpoint: Endpoint {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor.number, $0, &size)
      }
    }
    return Endpoint(.loopback4, UInt16(bigEndian: address.sin_port))
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.send(descriptor.number, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Everything that comes until the other side ends the connection; a mark at the end says that it broke it.
  func readToEnd() -> [UInt8] {
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(descriptor.number, &part, part.count, 0)
      // The end of any child process may interrupt a call, and other tests have children.
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count == 0 ? all : all + Array(Self.breakMark.utf8) }
      all += part[..<count]
    }
  }
}

/// What a server says to a text, as it comes over a plain socket.
func converse(with endpoint: Endpoint, _ text: String) async throws -> String {
  // On a thread of its own: it would hold up the handlers.
  let answer = try await DriverThread.run(in: .own) { _ in
    Result {
      let socket = try RawSocket.connected(to: endpoint)
      socket.send(text)
      return socket.readToEnd().text
    }
  }
  return try answer.get()
}
