import CLinux
import Foundation
import TestNetworks
import TollGateDriverContracts
import TollGateLinux

/// Sends frames that nobody answers out of one interface.
enum PacketSender {
  /// At least so many bytes in all, frame headers included.
  static func send(_ bytes: UInt64, from link: String, in network: TestNetwork) async throws {
    let code = try await DriverThread.run(in: network.namespace) { _ in
      let packets = socket(AF_PACKET, Int32(SOCK_RAW.rawValue), 0)
      guard packets >= 0 else { return errno }
      defer { _ = close(packets) }
      var address = [UInt8](repeating: 0, count: 20)
      let index = unsafe if_nametoindex(link)
      address[0] = UInt8(AF_PACKET)
      for place in 0..<4 { address[4 + place] = UInt8(truncatingIfNeeded: index >> UInt32(8 * place)) }
      var left = bytes
      while left > 0 {
        // An experimental protocol, to everybody; at least as long as any frame is.
        let size = Int(max(min(left, 1_000), 60))
        let frame = [UInt8](repeating: 0xFF, count: 12) + [0x88, 0xB5] + [UInt8](repeating: 0, count: size - 14)
        let sent = unsafe address.withUnsafeBytes { raw in
          unsafe sendto(packets, frame, size, 0, raw.baseAddress?.assumingMemoryBound(to: sockaddr.self), 20)
        }
        guard sent == size else { return errno }
        left -= min(left, UInt64(size))
      }
      return 0
    }
    guard code == 0 else { throw BenchFailure("sending from \(link): system error \(code)") }
  }
}
