import Testing
import TollGateCore

@testable import TollGateCashuWallet

@Suite struct MintAddressTests {
  @Test(
    "B7: a mint's address is taken apart",
    arguments: [
      ("https://Mint.Example/Bitcoin/", true, .name("mint.example"), 443, "mint.example", "/Bitcoin"),
      ("http://127.0.0.1:3338", false, .address(.v4(0x7F00_0001)), 3338, "127.0.0.1:3338", ""),
      ("https://[::1]:8443", true, .address(.v6(0, 1)), 8443, "[::1]:8443", ""),
      ("http://[fe80::1]/a/b", false, .address(.v6(0xFE80 << 48, 1)), 80, "[fe80::1]", "/a/b"),
      ("https://mint.example:443", true, .name("mint.example"), 443, "mint.example", ""),
    ] as [(String, Bool, MintAddress.Host, UInt16, String, String)])
  func parts(
    _ text: String, _ isSecure: Bool, _ host: MintAddress.Host, _ port: UInt16, _ authority: String, _ prefix: String
  ) throws {
    let address = try #require(MintAddress(MintURL(text)))
    #expect(address.isSecure == isSecure && address.host == host && address.port == port)
    #expect(address.authority == authority && address.prefix == prefix)
  }

  @Test(
    "What nobody could reach, or what could end up in a line of a head, is no address of a mint",
    arguments: [
      "", "mint.example", "ftp://mint.example", "http://", "http:///a", "http://:80", "http://a:0", "http://a:65536",
      "http://a:8x", "http://a:-1", "http://a:+1", "http://a:", "http://a b", "http://a/b c", "http://a/\r\nX: y",
      "http://a\\b", "http://mïnt", "http://[::1", "http://[::1]x", "http://[]", "http://a,b", "http://a%41",
      "http://" + String(repeating: "a", count: 254), "http://a/" + String(repeating: "b", count: 600),
    ])
  func nonsense(_ text: String) { #expect(MintAddress(MintURL(text)) == nil) }
}
