import Synchronization
import TollGateCrypto

/// Decides what a token is worth. The wallet's one redeems it at a mint; the sandbox's own needs no mint.
package protocol TokenJudge: Sendable {
  /// Redeems the token, or says why not. It is asked once for every token that is sent, however often that is.
  func verdict(on token: [UInt8]) async -> TokenVerdict
}

package enum TokenVerdict: Hashable, Sendable {
  /// Redeemed, for so much after the mint's fee. The mint decides whose price counts.
  case accepted(net: UInt64, mint: String? = nil)
  case refused(TokenRefusal)
  /// Nobody knows yet whether it is redeemed.
  case pending
}

/// Why a token was not redeemed. Each version of a gateway has its own word for it (`SandboxProfile`).
package enum TokenRefusal: Error, Hashable, Sendable {
  case malformed(String), spent, locked, mintNotAccepted(String), belowSwapFee, mintUnreachable(String), keysetExpired
  case mintRateLimited, failed(String)
}

/// Tokens that need no mint: `sandbox21-` and any name, worth 21 sats, each of them once. For tests and demos: whoever can
/// write can make them.
package final class SandboxTokens: TokenJudge {
  /// So many are remembered; then nothing is accepted any more.
  private static let most = 1 << 16
  private let redeemed = Mutex<Set<Octets32>>([])

  package init() {}

  package func verdict(on token: [UInt8]) async -> TokenVerdict {
    guard let sats = SandboxTokens.sats(token) else { return .refused(.malformed("invalid token: invalid V3 token")) }
    let name = SHA256.hash(token)
    return redeemed.withLock { redeemed in
      guard !redeemed.contains(name) else { return .refused(.spent) }
      guard redeemed.count < SandboxTokens.most else { return .refused(.failed("the sandbox is full")) }
      redeemed.insert(name)
      return .accepted(net: sats)
    }
  }

  /// What a token says it is worth.
  private static func sats(_ token: [UInt8]) -> UInt64? {
    let prefix = Array("sandbox".utf8)
    guard token.count <= 256, token.starts(with: prefix) else { return nil }
    let rest = token.dropFirst(prefix.count)
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let name = rest.dropFirst(digits.count)
    guard (1...15).contains(digits.count), name.count > 1, name.first == UInt8(ascii: "-"),
      name.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }
}
