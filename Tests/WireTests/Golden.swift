import TollGateCore
import TollGateCrypto
import TollGateWire

/// The events that facts/tollgate.md §11 has computed for the secret key 3, without randomness; and makers of others.
enum Golden {
  static let secret = Octets32(0, 0, 0, 3)
  static let key = "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"
  static let client = MACAddress(0xAABB_CCDD_EEFF)

  static let hashed =
    #"[0,"f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",0,10021,[["metric","bytes"],"#
    + #"["step_size","22020096"],["tips","1","2"],["price_per_step","cashu","1","sat","https://mint.coinos.io","0"],"#
    + #"["price_per_step","cashu","1","sat","https://mint.minibits.cash/Bitcoin","0"]],""]"#

  static let advertisement =
    #"{"kind":10021,"id":"f49005fc9aab78fa3165684c42928e9308392a3496416a07dc06b2d2d0d82244","pubkey":"\#(key)","#
    + #""created_at":0,"tags":[["metric","bytes"],["step_size","22020096"],["tips","1","2"],"#
    + #"["price_per_step","cashu","1","sat","https://mint.coinos.io","0"],"#
    + #"["price_per_step","cashu","1","sat","https://mint.minibits.cash/Bitcoin","0"]],"content":"","sig":""#
    + "3f22ac4854072661cb7834235e6970d39885a990d1fe6d329dd65d174246f3f4"
    + #"bb5a36fabe68b7d7c7ad812009c4c2325125db460fdb82c63edf059b740297d2"}"#

  static let session =
    #"{"kind":1022,"id":"6f9d8ad283bc9d10653079d98f41994be2473c5abba23376b27051d76cb90301","pubkey":"\#(key)","#
    + #""created_at":1700000000,"tags":[["p","aa:bb:cc:dd:ee:ff"],["device-identifier","mac","aa:bb:cc:dd:ee:ff"],"#
    + #"["allotment","110100480"],["metric","bytes"],["start-time","1700000000"]],"content":"","sig":""#
    + "480cf7218c01a0ad7b9afe4e352e906fc899cd9320e686fb98900d6ea5dcbd34"
    + #"1d425eaf41db9557d9e8b96cbb2e9082c3a0753a11aeb17737b53188ed8d4269"}"#

  static let notice =
    #"{"kind":21023,"id":"4c4e2929dffce2b0734b30b7a3dc871f3ba1a529195ee0e435bc7f0876cf3da4","pubkey":"\#(key)","#
    + #""created_at":1700000000,"tags":[["level","error"],["code","payment-error-token-spent"],"#
    + #"["p","aa:bb:cc:dd:ee:ff"]],"content":"Token has already been spent","sig":""#
    + "f5f9a433bf36eebf7f83adf7588aad6eb91fe34d57fa547bb6154f0a12394bba"
    + #"f1902fb7e8675d36418d0f91273584d22e69e4cdb0e5b34bc6aa7cd825e59828"}"#

  static let publicKey = PublicKey(
    Bytes32(0xF930_8A01_9258_C310, 0x4934_4F85_F89D_5229, 0xB531_C845_836F_99B0, 0x8601_F113_BCE0_36F9))

  /// A signed event of any kind.
  static func event(_ kind: Int64, _ tags: [[String]], content: String = "", at seconds: Int64 = 0) -> [UInt8] {
    guard let key = SigningKey(secret: secret) else { return [] }
    return NostrEvent.signed(
      kind: kind, createdAt: seconds, tags: tags, content: content, by: key, randomness: .zero
    ).text
  }

  static let price = ["price_per_step", "cashu", "1", "sat", "https://mint.example", "1"]

  /// What the root answers with these tags.
  static func offer(_ tags: [[String]]) -> OfferAnswer {
    GatewayAnswer(status: 200, body: event(NostrEvent.Kind.advertisement, tags)).offer
  }
}

extension GatewayAnswer {
  init(_ status: UInt16, _ text: String, retryAfter: String? = nil) {
    self.init(status: status, retryAfter: retryAfter, body: Array(text.utf8))
  }
}
