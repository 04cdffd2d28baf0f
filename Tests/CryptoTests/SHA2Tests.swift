import Testing
import TollGateCrypto

@Suite struct SHA2Tests {
  /// The examples of FIPS 180-2, appendices B and C, and the empty message.
  static let examples = [
    (
      "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
        + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    ),
    (
      "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ]
  static let twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
  static let fourBlocks =
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"

  @Test("the examples of FIPS 180", arguments: examples)
  func fips(_ message: String, _ sha256: String, _ sha512: String) {
    #expect(SHA256.hash(Array(message.utf8)).hex == sha256)
    #expect(SHA512.hash(Array(message.utf8)).hex == sha512)
  }

  @Test("the examples of FIPS 180 whose padding needs a block of its own")
  func longer() {
    let sha256 = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    #expect(SHA256.hash(Array(Self.twoBlocks.utf8)).hex == sha256)
    let sha512 =
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
      + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
    #expect(SHA512.hash(Array(Self.fourBlocks.utf8)).hex == sha512)
  }

  @Test("a million letters, in pieces that fit no block")
  func million() {
    var (short, long) = (SHA256(), SHA512())
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 {
      short.update(piece)
      long.update(piece)
    }
    #expect(short.digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    let wanted =
      "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
      + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
    #expect(long.digest.hex == wanted)
  }

  /// Byte i of the message of n bytes is 7 i + n.
  static func message(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + count) } }

  @Test("every length up to 300 bytes: the hash of all hashes is the one that Python's hashlib gives")
  func lengths() {
    var (short, long) = (SHA256(), SHA512())
    for count in 0...300 {
      short.update(SHA256.hash(Self.message(count)))
      long.update(SHA512.hash(Self.message(count)))
    }
    #expect(short.digest.hex == "60d63ff40b5558727a9b786ac0be9300f7ca58fd9ddd3b2f3681b369018a87dc")
    let wanted =
      "e1f2f7d5d8fc48db06ec2a0eed639593f549caffa40245747258761214a3ec07"
      + "134903fde52ace6cfae161a82097ba01f33a97d48dd6a80d4521d96d7401357e"
    #expect(long.digest.hex == wanted)
  }

  @Test("a message cut at any place has the hash of the whole, and a digest taken in between changes nothing")
  func pieces() {
    let message = Self.message(300)
    let whole = (SHA256.hash(message), SHA512.hash(message))
    for cut in 0...300 {
      var (short, long) = (SHA256(), SHA512())
      short.update(Array(message[..<cut]))
      long.update(Array(message[..<cut]))
      #expect(short.digest == SHA256.hash(Array(message[..<cut])))
      #expect(long.digest == SHA512.hash(Array(message[..<cut])))
      short.update(Array(message[cut...]))
      long.update(Array(message[cut...]))
      #expect((short.digest, long.digest) == whole, "cut at \(cut)")
    }
  }

  @Test("texts, values and the digits of values are hashed as their bytes are")
  func spellings() throws {
    let value = try #require(Octets32((0..<32).map { UInt8($0 * 8 + 3) }))
    var (pieces, whole) = (SHA256(), SHA256())
    pieces.update("é\u{0}x")
    pieces.update(value)
    pieces.update(hexOf: value)
    pieces.update([9])
    whole.update(Array("é\u{0}x".utf8) + value.bytes + Array(value.hex.utf8) + [9])
    #expect(pieces.digest == whole.digest)
  }
}
