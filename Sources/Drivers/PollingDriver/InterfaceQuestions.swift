import CLinux
import Glibc
import TollGateCore
import TollGateLinux

/// What ioctl(2) knows of interfaces, asked by name. The one file of this room that speaks in raw bytes.
struct InterfaceQuestions: ~Copyable {
  /// The layout of `struct ifreq` and `struct ifconf`: a name of 16 bytes, then what is asked for.
  private static let nameSize = Int(IFNAMSIZ)
  private static let requestSize = unsafe MemoryLayout<ifreq>.size
  private static let addressOffset = nameSize + 4

  private let socket: Descriptor

  init() throws(SystemFailure) {
    socket = try Descriptor(Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
  }

  /// `nil` when there is no such interface any more.
  func interface(_ name: String) -> LinkPicture.Interface? {
    guard let index = ask(UInt(SIOCGIFINDEX), name), let flags = ask(UInt(SIOCGIFFLAGS), name) else { return nil }
    let bits = UInt32(flags[Self.nameSize]) | UInt32(flags[Self.nameSize + 1]) << 8
    func has(_ flag: some BinaryInteger) -> Bool { bits & UInt32(truncatingIfNeeded: flag) != 0 }
    return LinkPicture.Interface(
      index: Int32(bitPattern: Self.word(index, at: Self.nameSize)), name: LinkName(name),
      mac: ask(UInt(SIOCGIFHWADDR), name).flatMap(Self.mac), up: has(IFF_UP),
      carrier: has(IFF_RUNNING), loopback: has(IFF_LOOPBACK),
      pointToPoint: has(IFF_POINTOPOINT))
  }

  /// The IPv4 addresses of all interfaces, with the name of each one's interface.
  func addresses() throws(SystemFailure) -> [(name: String, address: LinkPicture.Address)] {
    try list().compactMap { request in
      let label = Self.name(request)
      // An address may bear a label of its own behind a colon.
      let name = String(label.prefix { $0 != ":" })
      guard let mask = ask(UInt(SIOCGIFNETMASK), like: request), let far = ask(UInt(SIOCGIFDSTADDR), like: request)
      else { return nil }
      let own = Self.address(request)
      let peer = Self.address(far)
      let address = LinkPicture.Address(
        index: 0, address: .v4(own), prefix: UInt8(Self.address(mask).nonzeroBitCount),
        peer: peer == own ? nil : .v4(peer), usable: true)
      return (name, address)
    }
  }

  /// Every `ifreq` of SIOCGIFCONF. A list that fills the room may be cut: it is asked for again with more.
  private func list() throws(SystemFailure) -> [[UInt8]] {
    var room = 256 * Self.requestSize
    while true {
      var bytes = [UInt8](repeating: 0, count: room)
      var used: Int32 = 0
      let code = unsafe bytes.withUnsafeMutableBytes { buffer in
        var request = unsafe ifconf()
        unsafe request.ifc_len = Int32(buffer.count)
        unsafe request.ifc_ifcu.ifcu_buf = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        let code = unsafe ioctl(socket.number, UInt(SIOCGIFCONF), &request)
        used = unsafe request.ifc_len
        return code
      }
      guard code == 0 else { throw .last }
      if Int(used) + Self.requestSize <= room {
        return stride(from: 0, to: Int(used), by: Self.requestSize).map { Array(bytes[$0..<($0 + Self.requestSize)]) }
      }
      room *= 4
    }
  }

  private func ask(_ question: UInt, _ name: String) -> [UInt8]? {
    let letters = Array(name.utf8)
    guard letters.count < Self.nameSize else { return nil }
    return ask(question, like: letters + [UInt8](repeating: 0, count: Self.requestSize - letters.count))
  }

  private func ask(_ question: UInt, like request: [UInt8]) -> [UInt8]? {
    var answer = request
    let code = unsafe answer.withUnsafeMutableBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe ioctl(socket.number, question, $0) }
    }
    return code == 0 ? answer : nil
  }

  private static func name(_ request: [UInt8]) -> String {
    String(decoding: request.prefix(nameSize).prefix { $0 != 0 }, as: UTF8.self)
  }

  /// In the byte order of this machine.
  private static func word(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for place in 0..<4 {
      #if _endian(little)
        value |= UInt32(bytes[offset + place]) << UInt32(8 * place)
      #else
        value = value << 8 | UInt32(bytes[offset + place])
      #endif
    }
    return value
  }

  private static func address(_ request: [UInt8]) -> UInt32 {
    request[addressOffset..<(addressOffset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Only Ethernet and what looks like it has an address of this kind.
  private static func mac(_ answer: [UInt8]) -> MACAddress? {
    let kind = word(answer, at: nameSize) & 0xFFFF
    guard kind == UInt32(tollgate_ethernet) else { return nil }
    return MACAddress(answer[(nameSize + 2)..<(nameSize + 8)].reduce(0) { $0 << 8 | UInt64($1) })
  }
}
