import Foundation
import Testing
import TollGateCashu
import TollGateCashuWallet
import TollGateCore
import TollGateCrypto

/// Proofs that no mint has signed, for tests that ask none.
enum Coins {
  static let mint = MintURL("https://mint.example")
  static let keyset = KeysetID.legacy(0x0012_3456_789A_BCDE)

  static func proof(_ amount: UInt64, _ keyset: KeysetID = keyset) throws -> Proof {
    let factor = try BlindingFactor.random()
    return Proof(
      amount: Amount(amount), keyset: keyset, secret: try .random(),
      signature: CompressedPoint(prefix: 2, x: try SecureRandom.octets32()),
      dleq: ProofDLEQ(DLEQ(e: try SecureRandom.octets32(), s: try SecureRandom.octets32()), factor))
  }

  static func proofs(_ amounts: [UInt64], _ keyset: KeysetID = keyset) throws -> [Proof] {
    try amounts.map { try proof($0, keyset) }
  }
}

/// A folder that goes with the test.
final class TestFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)").path
  deinit { try? FileManager.default.removeItem(atPath: path) }
}
