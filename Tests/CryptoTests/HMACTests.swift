import Testing
import TollGateCrypto

@Suite struct HMACTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let number: Int
    let key: [UInt8]
    let message: [UInt8]
    let sha256: String
    let sha512: String

    init(_ number: Int, _ key: [UInt8], _ message: [UInt8], _ sha256: String, _ sha512: String) {
      self.number = number
      self.key = key
      self.message = message
      self.sha256 = sha256
      self.sha512 = sha512
    }

    var testDescription: String { "RFC 4231, case \(number)" }
  }

  static let longText =
    "This is a test using a larger than block-size key and a larger than block-size data. "
    + "The key needs to be hashed before being used by the HMAC algorithm."

  static let cases = [
    Case(
      1, [UInt8](repeating: 0x0b, count: 20), [UInt8]("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
    Case(
      2, [UInt8]("Jefe".utf8), [UInt8]("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
    Case(
      3, [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
      "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39"
        + "bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb"),
    Case(
      4, [UInt8](1...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
      "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3db"
        + "a91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd"),
    Case(
      6, [UInt8](repeating: 0xaa, count: 131), [UInt8]("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
        + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"),
    Case(
      7, [UInt8](repeating: 0xaa, count: 131), [UInt8](longText.utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
      "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944"
        + "b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58"),
  ]

  @Test("the codes of RFC 4231, whole and in pieces, and again after a restart", arguments: cases)
  func codes(_ it: Case) {
    var short = HMAC<SHA256>(key: it.key)
    short.update(it.message)
    #expect(short.code.hex == it.sha256)
    short.restart()
    for byte in it.message { short.update([byte]) }
    #expect(short.code.hex == it.sha256)
    var long = HMAC<SHA512>(key: it.key)
    long.update(it.message)
    #expect(long.code.hex == it.sha512)
  }

  struct Derivation: Sendable, CustomTestStringConvertible {
    let password: String
    let salt: String
    let rounds: Int
    let key: String

    init(_ password: String, _ salt: String, _ rounds: Int, _ key: String) {
      self.password = password
      self.salt = salt
      self.rounds = rounds
      self.key = key
    }

    var testDescription: String { "\(password.prefix(24)) \(salt), \(rounds) rounds" }
  }

  static let derivations = [
    Derivation(
      "password", "salt", 1,
      "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f"
        + "050235d7d68b1da55e63f73b60a57fce"),
    Derivation(
      "password", "salt", 4096,
      "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84"
        + "376060ecd532e039b742a239434af2d5"),
    Derivation(
      "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096,
      "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71115b59f9e60cd9532fa33e0f75aefe30"
        + "225c583a186cd82bd4daea9724a3d3b804f75bdd41494fa324cab24bcc680fb3b96a30cf5d21fac3c2875913919f3399"
        + "b1d9ce7eb54c95ba49118596cf7465719bbe02c4ecab1b1541298c321d13c6f6d414c28163b051a1d313cec13a76ebdb"
        + "ba624eb2c742a984fcc2c6984f4afbbe4502a9bf78f6b556ba0060b6ce9499116ac91721febedf986f70be18344418e2"
        + "8a694dcd786f52f1"),
    Derivation(
      Self.words, "mnemonicTREZOR", 2048,
      "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141"
        + "630c7a3c4ab7c81b2f001698e7463b04"),
  ]

  static let words = String(repeating: "abandon ", count: 11) + "about"

  @Test("PBKDF2-HMAC-SHA512 gives the known keys, over several blocks, and the seed of BIP-39", arguments: derivations)
  func derives(_ it: Derivation) {
    let (password, salt) = (Array(it.password.utf8), Array(it.salt.utf8))
    let count = it.key.utf8.count / 2
    let key = PBKDF2.sha512(password: password.span, salt: salt.span, rounds: it.rounds, count: count)
    let derived = key.read { bytes in Hex.text((0..<bytes.count).map { bytes[$0] }) }
    #expect(derived == it.key)
  }

  @Test("PBKDF2 with nothing asked for gives nothing, and no rounds are one round")
  func nothing() {
    let password: [UInt8] = [1]
    #expect(PBKDF2.sha512(password: password.span, salt: password.span, rounds: 2, count: -1).count == 0)
    let none = PBKDF2.sha512(password: password.span, salt: password.span, rounds: 0, count: 8)
    let one = PBKDF2.sha512(password: password.span, salt: password.span, rounds: 1, count: 8)
    let two = PBKDF2.sha512(password: password.span, salt: password.span, rounds: 2, count: 8)
    let (isOne, isTwo) = (none.equalsInConstantTime(one), none.equalsInConstantTime(two))
    #expect(isOne && !isTwo)
  }
}
