import Testing
import TollGateCore

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

  @Test(
    "A3: no text of /proc/net can trap", arguments: ["", "\n", "\n\n:", "a:\n", "\n\ntg0: 1 2", "0 0 0 0 0 0 0 0 0 0"])
  func nonsense(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(ProcTables.routes(bytes).isEmpty && ProcTables.routes6(bytes).isEmpty)
    #expect(ProcTables.addresses6(bytes).isEmpty && ProcTables.neighbours(bytes).isEmpty)
    #expect(ProcTables.devices(bytes).isEmpty)
  }

  #if Netlink
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
  #endif
}
