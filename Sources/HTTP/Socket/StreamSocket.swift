import CLinux
import Glibc
package import TollGateCore
import TollGateLinux

/// A TCP socket that never blocks. The one file of this room that calls the kernel's sockets.
struct StreamSocket: ~Copyable, Sendable {
  private let descriptor: Descriptor
  /// The link it is bound to, 0 for none.
  private let link: UInt32

  private init(for address: IPAddress, via link: LinkName?) throws(SystemFailure) {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = try Descriptor(socket(address.isV4 ? AF_INET : AF_INET6, kind, 0))
    self.link = try link.map { link throws(SystemFailure) in try Self.bind(descriptor.number, to: link) } ?? 0
    self.descriptor = descriptor
    sendAtOnce()
  }

  private init(accepted number: Int32) throws(SystemFailure) {
    descriptor = try Descriptor(number)
    link = 0
    sendAtOnce()
  }

  var number: Int32 { descriptor.number }

  /// Begins to connect, by this link and no other. Whether it worked is known once it can be written to.
  static func connecting(to endpoint: Endpoint, via link: LinkName?) throws(Unreachable) -> StreamSocket {
    let socket = try prepared(for: endpoint.address, via: link)
    let (number, address) = (socket.number, socket.address(endpoint))
    guard unsafe address.read({ unsafe connect(number, $0, $1) }) == 0 || [EINPROGRESS, EINTR].contains(errno) else {
      throw Unreachable(ReachFailure(connecting: errno))
    }
    return socket
  }

  private static func prepared(for address: IPAddress, via link: LinkName?) throws(Unreachable) -> StreamSocket {
    do throws(SystemFailure) {
      return try StreamSocket(for: address, via: link)
    } catch {
      throw Unreachable(.bindFailed)
    }
  }

  static func listening(on endpoint: Endpoint, via link: LinkName?) throws(SystemFailure) -> StreamSocket {
    let socket = try StreamSocket(for: endpoint.address, via: link)
    try socket.set(SOL_SOCKET, SO_REUSEADDR, 1)
    if !endpoint.address.isV4 { try socket.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
    let (number, address) = (socket.number, socket.address(endpoint))
    guard unsafe address.read({ unsafe Glibc.bind(number, $0, $1) }) == 0, listen(number, SOMAXCONN) == 0 else {
      throw .last
    }
    return socket
  }

  private func address(_ endpoint: Endpoint) -> SocketAddress {
    SocketAddress(endpoint, scope: endpoint.address.isLinkLocal ? link : 0)
  }

  /// The next connection that waits; `nil` when none does.
  func accept() throws(SystemFailure) -> Accepted? {
    var address = SocketAddress()
    let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let listener = number
    let accepted = unsafe address.fill { unsafe accept4(listener, $0, $1, flags) }
    if accepted < 0, [EAGAIN, EINTR, ECONNABORTED].contains(errno) { return nil }
    let socket = try StreamSocket(accepted: accepted)
    guard let peer = address.endpoint else { return nil }
    return Accepted(socket: socket, peer: peer)
  }

  /// A connection, and whose it is.
  struct Accepted: ~Copyable {
    fileprivate let socket: StreamSocket
    let peer: Endpoint

    consuming func takeSocket() -> StreamSocket { socket }
  }

  /// The address and port that it has itself.
  var ownEndpoint: Endpoint? {
    var address = SocketAddress()
    let number = number
    return unsafe address.fill { unsafe getsockname(number, $0, $1) } == 0 ? address.endpoint : nil
  }

  /// Gives the index of the link. An empty name would take a binding away instead.
  private static func bind(_ number: Int32, to link: LinkName) throws(SystemFailure) -> UInt32 {
    let name = Array(link.text.utf8)
    guard !name.isEmpty, name.count < Int(IFNAMSIZ), !name.contains(0) else { throw SystemFailure(code: ENODEV) }
    guard unsafe setsockopt(number, SOL_SOCKET, SO_BINDTODEVICE, name, socklen_t(name.count)) == 0 else { throw .last }
    let index = unsafe if_nametoindex(link.text)
    guard index > 0 else { throw .last }
    return index
  }

  /// Bytes leave when they are written, not when the last ones have been acknowledged.
  private func sendAtOnce() { try? set(Int32(IPPROTO_TCP), TCP_NODELAY, 1) }

  private func set(_ level: Int32, _ option: Int32, _ value: Int32) throws(SystemFailure) {
    var value = value
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe setsockopt(number, level, option, &value, size) == 0 else { throw .last }
  }

  /// What has gone wrong since it was last asked, 0 for nothing: the answer to `connecting`.
  func takeError() -> Int32 {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }

  enum Reception: Hashable {
    case bytes(Int)
    case end, nothingYet
    case broken(Int32)
  }

  func receive(into buffer: inout [UInt8]) -> Reception {
    let number = number
    let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(number, $0.baseAddress, $0.count, 0) }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    return errno == EAGAIN || errno == EINTR ? .nothingYet : .broken(errno)
  }

  enum Sending: Hashable {
    case sent(Int)
    case noRoomYet
    case broken(Int32)
  }

  /// Hands bytes to the kernel, from there on no more than so many.
  func send(_ bytes: [UInt8], from offset: Int, atMost most: Int = .max) -> Sending {
    let number = number
    let count = unsafe bytes.withUnsafeBytes { buffer in
      let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[offset...].prefix(most))
      return unsafe Glibc.send(number, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return .sent(count) }
    return errno == EAGAIN || errno == EINTR ? .noRoomYet : .broken(errno)
  }

  /// Sends no more, and still listens.
  func finishSending() { _ = shutdown(number, Int32(SHUT_WR)) }

  /// The end of this socket will be a reset, whatever is still on its way.
  func resetAtEnd() {
    var abort = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(number, SOL_SOCKET, SO_LINGER, &abort, socklen_t(MemoryLayout<linger>.size))
  }
}

/// A connection that couldn't even begin.
struct Unreachable: Error {
  let reason: ReachFailure
  init(_ reason: ReachFailure) { self.reason = reason }
}

extension ReachFailure {
  /// What the `errno` of a connection that didn't come about means.
  package init(connecting code: Int32) {
    self =
      switch code {
      case ECONNREFUSED: .refused
      case ETIMEDOUT: .timedOut
      case ECONNRESET, ECONNABORTED, EPIPE: .cutOff
      case ENODEV: .bindFailed
      default: .noRoute
      }
  }
}
