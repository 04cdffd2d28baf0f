import Glibc
import TollGateCore

/// An endpoint in the kernel's form. The one file of this room that knows the layout of socket addresses.
struct SocketAddress {
  private var storage = sockaddr_storage()

  init() {}

  /// `scope` is the index of the link on which a link-local address of IPv6 lies.
  init(_ endpoint: Endpoint, scope: UInt32 = 0) {
    switch endpoint.address {
    case .v4(let bits):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = endpoint.port.bigEndian
      address.sin_addr.s_addr = bits.bigEndian
      unsafe withUnsafeMutableBytes(of: &storage) { unsafe $0.storeBytes(of: address, as: sockaddr_in.self) }
    case .v6(let high, let low):
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = endpoint.port.bigEndian
      address.sin6_scope_id = scope
      unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
        unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      unsafe withUnsafeMutableBytes(of: &storage) { unsafe $0.storeBytes(of: address, as: sockaddr_in6.self) }
    }
  }

  /// `nil` for a family that has no endpoints. An IPv4 address that comes in IPv6's clothes is IPv4.
  var endpoint: Endpoint? {
    switch Int32(storage.ss_family) {
    case AF_INET:
      let address = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in.self) }
      return Endpoint(.v4(UInt32(bigEndian: address.sin_addr.s_addr)), UInt16(bigEndian: address.sin_port))
    case AF_INET6:
      let address = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in6.self) }
      let (high, low) = unsafe withUnsafeBytes(of: address.sin6_addr) { bytes in
        unsafe (
          UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
          UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
      }
      let port = UInt16(bigEndian: address.sin6_port)
      guard high != 0 || low >> 32 != 0xFFFF else { return Endpoint(.v4(UInt32(truncatingIfNeeded: low)), port) }
      return Endpoint(.v6(high, low), port)
    default: return nil
    }
  }

  /// Lends the address to a call that reads it.
  func read(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    unsafe withUnsafePointer(to: storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe call($0, socklen_t(MemoryLayout<sockaddr_storage>.size))
      }
    }
  }

  /// Lends the room to a call that fills it.
  mutating func fill(_ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) -> Int32 {
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, &length) }
    }
  }

  /// What the system's resolver has for a name, without repetitions. It blocks.
  static func addresses(of name: String, most: Int) -> [IPAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>? = nil
    guard unsafe getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
    defer { unsafe freeaddrinfo(first) }
    var found: [IPAddress] = []
    var next = unsafe first
    while let entry = unsafe next, found.count < most {
      if let address = unsafe SocketAddress(entry.pointee)?.endpoint?.address, !found.contains(address) {
        found.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return found
  }

  private init?(_ entry: addrinfo) {
    let count = unsafe Int(entry.ai_addrlen)
    guard let address = unsafe entry.ai_addr, count <= MemoryLayout<sockaddr_storage>.size else { return nil }
    unsafe withUnsafeMutableBytes(of: &storage) {
      unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: count))
    }
  }
}
