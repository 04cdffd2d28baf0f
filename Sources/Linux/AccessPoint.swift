import CLinux
import Glibc
package import TollGateCore

/// Whom wireless interfaces are joined to, from the kernel's old wireless interface, which needs no library. Kernels without
/// it name none; then nobody knows.
package enum AccessPoint {
  /// The layout of `struct iwreq`: a name of 16 bytes, then a `struct sockaddr`, with six bytes behind its family.
  private static let nameSize = 16
  private static let requestSize = 32

  /// In the network that the calling thread is in.
  package static func all() -> [LinkName: MACAddress] {
    do {
      let names = try names(in: Descriptor.contents(of: "/proc/thread-self/net/wireless"))
      guard !names.isEmpty else { return [:] }
      let socket = try Descriptor(Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
      var found: [LinkName: MACAddress] = [:]
      for name in names { found[name] = ask(name, socket) }
      return found
    } catch {
      return [:]
    }
  }

  /// The interfaces that a text like /proc/net/wireless lists below its two headings: those that are joined.
  package static func names(in text: [UInt8]) -> [LinkName] {
    text.split(separator: UInt8(ascii: "\n")).dropFirst(2).compactMap { line in
      guard let colon = line.lastIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = line[..<colon].drop { $0 == UInt8(ascii: " ") }
      return name.isEmpty || name.count >= nameSize ? nil : LinkName(String(decoding: name, as: UTF8.self))
    }
  }

  private static func ask(_ link: LinkName, _ socket: borrowing Descriptor) -> MACAddress? {
    let name = Array(link.text.utf8.prefix(nameSize - 1))
    var request = name + [UInt8](repeating: 0, count: requestSize - name.count)
    let code = unsafe request.withUnsafeMutableBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe ioctl(socket.number, UInt(tollgate_ask_access_point), $0) }
    }
    return code == 0 ? address(in: request) : nil
  }

  /// Drivers say in three ways that there is none.
  package static func address(in answer: [UInt8]) -> MACAddress? {
    let start = nameSize + 2
    guard answer.count >= start + 6 else { return nil }
    let bytes = answer[start..<start + 6]
    guard ![0, 0x44, 0xFF].contains(where: { none in bytes.allSatisfy { $0 == none } }) else { return nil }
    return MACAddress(bytes.reduce(0) { $0 << 8 | UInt64($1) })
  }
}
