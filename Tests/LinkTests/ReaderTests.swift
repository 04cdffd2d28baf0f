import Testing
import TollGateCore
import TollGateLinux

@testable import TollGatePollingDriver

#if Netlink
  import TollGateNetlinkDriver
#endif

@Suite struct ReaderTests {
  @Test("A3: lines of /proc/net that make no sense are skipped, the others count")
  func routes() {
    let text = """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      tg0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
      tg0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
      *\t00000000\t00000000\t0201\t0\t0\t900\t00000000\t0\t0\t0
      tg1\t00000000\tzz\t0003\t0\t0\t-1\t00000000
      tg1\t00000000\t00000000\t0001\t0\t0\t-1\t00000000\t0\t0\t0
      tg1
      """
    #expect(
      ProcTables.routes(Array(text.utf8)) == [
        .init(name: "tg0", family: .v4, gateway: .v4(0xC000_0201), metric: 100),
        .init(name: "tg1", family: .v4, gateway: nil, metric: .max),
      ])
  }

  @Test("A3: a kernel with one IPv6 table only puts default routes behind own addresses")
  func oneTable() {
    func line(_ destination: String, _ prefix: String, _ hop: String, _ flags: String) -> String {
      func wide(_ text: String) -> String { text + String(repeating: "0", count: 32 - text.count) }
      return "\(wide(destination)) \(prefix) \(wide("")) 00 \(wide(hop)) 00000400 00000001 00000000 \(flags) tg0"
    }
    let text = [
      line("20010db8", "40", "", "00000001"), line("20010db8", "80", "", "80200001"), line("ff", "08", "", "00000001"),
      line("", "00", "fe80", "00000003"),
    ]
    #expect(
      ProcTables.routes6(Array(text.joined(separator: "\n").utf8)) == [
        .init(name: "tg0", family: .v6, gateway: .v6(0xFE80 << 48, 0), metric: 0x400)
      ])
  }

  @Test(
    "A3: no text of /proc/net can trap", arguments: ["", "\n", "\n\n:", "a:\n", "\n\ntg0: 1 2", "0 0 0 0 0 0 0 0 0 0"])
  func nonsense(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(ProcTables.routes(bytes).isEmpty && ProcTables.routes6(bytes).isEmpty)
    #expect(ProcTables.addresses6(bytes).isEmpty && ProcTables.neighbours(bytes).isEmpty)
    #expect(ProcTables.devices(bytes).isEmpty)
  }

  @Test("A1: interfaces that are joined to an access point are found in /proc/net/wireless")
  func wireless() {
    let text = """
      Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
       face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
       wlan0: 0000   54.  -56.  -256        0      0      0      0     11        0
      a-name-that-is-too-long: 0000
      nonsense
      """
    #expect(AccessPoint.names(in: Array(text.utf8)) == [LinkName("wlan0")])
    #expect(AccessPoint.names(in: []).isEmpty && AccessPoint.names(in: Array("\n\n:\n:".utf8)).isEmpty)
  }

  @Test("A1: an access point is six bytes behind the address family; three ways of saying none are none")
  func accessPoint() {
    func answer(_ bytes: [UInt8]) -> [UInt8] {
      Array("wlan0".utf8) + [UInt8](repeating: 0, count: 11) + [1, 0] + bytes
    }
    #expect(AccessPoint.address(in: answer([2, 0, 0, 0, 0, 9])) == MACAddress(0x0200_0000_0009))
    for none in [0, 0x44, 0xFF] as [UInt8] {
      #expect(AccessPoint.address(in: answer([UInt8](repeating: none, count: 6))) == nil)
    }
    #expect(AccessPoint.address(in: answer([2, 0, 0, 0, 0])) == nil)
  }

  #if Netlink
    @Test("A1: news of the old wireless interface are no news of the link, but of its access point")
    func wirelessNews() {
      // RTM_NEWLINK of interface 3, with IFLA_WIRELESS and a name that is not to be believed.
      let body: [UInt8] = [0, 0, 1, 0, 3, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
      let message = [UInt8]([48, 0, 0, 0, 16, 0]) + [UInt8](repeating: 0, count: 10) + body
      #expect(read(message + [8, 0, 11, 0, 0, 0, 0, 0] + [8, 0, 3, 0, 0x77, 0, 0, 0]) == [.wireless])
    }

    /// RTM_NEWADDR, 192.0.2.2/24 on interface 7, with its header of 16 bytes.
    private static let address: [UInt8] =
      [40, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      + [2, 24, 0x80, 0, 7, 0, 0, 0, 8, 0, 1, 0, 192, 0, 2, 2, 8, 0, 2, 0, 192, 0, 2, 2]

    private func read(_ bytes: [UInt8]) -> [NetlinkMessage] {
      var messages: [NetlinkMessage] = []
      unsafe NetlinkReader.read(bytes.span.bytes) { messages.append($0.message) }
      return messages
    }

    @Test("A2: messages are read, one after another")
    func messages() {
      let wanted = LinkPicture.Address(index: 7, address: .v4(0xC000_0202), prefix: 24, peer: nil, usable: true)
      #expect(read(Self.address + Self.address) == [.address(wanted), .address(wanted)])
    }

    @Test("A2: a datagram may be cut anywhere, and any byte of it may be wrong")
    func torn() {
      for length in Self.address.indices { #expect(read(Array(Self.address[..<length])) == []) }
      var count = 0
      for place in Self.address.indices {
        for value in [0, 1, 3, 5, 127, 255] as [UInt8] {
          var bytes = Self.address + Self.address
          bytes[place] = value
          count += read(bytes).count
        }
      }
      #expect(count > 0)
    }

    @Test("A2: any number may end a dump or name its error, the least one too")
    func endings() {
      func ending(_ type: UInt8, _ code: Int32) -> [UInt8] {
        let bits = UInt32(bitPattern: code)
        let word = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: bits >> $0) }
        return [20, 0, 0, 0, type] + [UInt8](repeating: 0, count: 11) + word
      }
      for type in [2, 3] as [UInt8] {
        #expect(read(ending(type, 0)) == [.end(0)])
        #expect(read(ending(type, -105)) == [.end(105)])
        #expect(read(ending(type, .max)) == [.end(-.max)])
        #expect(read(ending(type, .min)) == [.end(.min)])
        for length in 16..<20 as Range<UInt8> {
          #expect(read([length] + ending(type, 5)[1..<Int(length)]) == [.end(0)])
        }
      }
    }
  #endif
}
