import Synchronization
import TollGateCashu
import TollGateCore
import TollGateCrypto

/// Takes tokens of one mint by swapping them there, as a real gateway does: what counts is what comes back. It keeps what
/// it has taken in memory.
package final class MintJudge: TokenJudge {
  private let mint: String
  private let unit: String
  private let door: MintDoor
  private let taken = Mutex<[Proof]>([])

  /// The address is the one that tokens and prices name; the door may lead there by another.
  package init(_ mint: String, unit: String = "sat", by door: MintDoor) {
    self.mint = mint
    self.unit = unit
    self.door = door
  }

  /// The sum of what it holds.
  package var takings: UInt64 { taken.withLock { $0.reduce(UInt64(0)) { $0.saturatingSum(with: $1.amount.value) } } }

  package func verdict(on token: [UInt8]) async -> TokenVerdict {
    let read: Token
    do throws(TokenFlaw) { read = try Token.read(token) } catch { return .refused(.malformed("\(error)")) }
    guard MintURL(read.mint) == MintURL(mint) else {
      return .refused(.mintNotAccepted("mint not accepted: \(MintURL(read.mint))"))
    }
    guard read.unit == unit else { return .refused(.mintNotAccepted("unit not accepted")) }
    guard read.proofs.allSatisfy({ $0.secret.kind == .bearer }) else { return .refused(.locked) }
    do throws(TokenRefusal) {
      let swap = try await prepared(read)
      return await redeemed(swap)
    } catch {
      return .refused(error)
    }
  }

  private struct Swap {
    var request: SwapRequest
    var outputs: [ProofOutput]
    var keys: MintKeys
    var net: UInt64
  }

  /// What can be refused before anything has happened.
  private func prepared(_ token: Token) async throws(TokenRefusal) -> Swap {
    let infos = try await read(KeysetsAnswer.self, "/v1/keysets").keysets
    let inputs: [Proof]
    do throws(Token.UnresolvedKeyset) { inputs = try token.proofs(among: infos.map(\.id)) } catch {
      throw .failed("could not swap proofs: keyset unknown")
    }
    let fees = inputs.map { input in infos.first { $0.id == input.keyset }?.inputFee ?? 0 }
    guard let fee = InputFee.of(fees), let net = token.amount.subtracting(fee), net > .zero else {
      throw .belowSwapFee
    }
    guard let active = infos.last(where: { $0.unit == token.unit && $0.isActive }) else {
      throw .failed("no active keyset of this unit")
    }
    guard let keyset = try await read(KeysAnswer.self, "/v1/keys/\(active.id.hex)").keysets.first,
      keyset.info.id == active.id, keyset.identity != .wrong, let amounts = keyset.keys.split(net)
    else { throw .failed("the keys of the mint are wrong") }
    guard let outputs = MintJudge.outputs(amounts, active.id), let messages = MintJudge.messages(outputs) else {
      throw .failed("no random numbers")
    }
    return Swap(
      request: SwapRequest(inputs: inputs, outputs: messages), outputs: outputs, keys: keyset.keys, net: net.value)
  }

  private static func outputs(_ amounts: [Amount], _ keyset: KeysetID) -> [ProofOutput]? {
    try? amounts.map { amount in
      ProofOutput(amount: amount, keyset: keyset, secret: try .random(), factor: try .random())
    }
  }

  private static func messages(_ outputs: [ProofOutput]) -> [BlindedMessage]? {
    let messages = outputs.compactMap(\.message)
    return messages.count == outputs.count ? messages : nil
  }

  private func redeemed(_ swap: Swap) async -> TokenVerdict {
    switch await door.answer("POST", "/v1/swap", swap.request.body) {
    case .notReached: return .refused(.mintUnreachable("mint unreachable"))
    case .lost: return .pending
    case .reply(let reply) where reply.status == 200:
      guard let answer = try? SignaturesAnswer.read(reply.body) else { return .pending }
      guard let proofs = MintJudge.proofs(answer.signatures, swap) else {
        return .refused(.failed("the signatures of the mint are wrong"))
      }
      taken.withLock { $0 += proofs }
      return .accepted(net: swap.net, mint: mint)
    case .reply(let reply): return MintJudge.verdict(MintRefusal(status: reply.status, body: reply.body))
    }
  }

  private static func proofs(_ signatures: [BlindSignature], _ swap: Swap) -> [Proof]? {
    guard signatures.count == swap.outputs.count else { return nil }
    return try? zip(swap.outputs, signatures).map { try $0.proof(from: $1, under: swap.keys) }
  }

  private static func verdict(_ refusal: MintRefusal) -> TokenVerdict {
    if refusal.status == 429 { return .refused(.mintRateLimited) }
    return switch refusal.meaning {
    case .spent: .refused(.spent)
    case .outcomeUnknown: .pending
    case .keysetExpired: .refused(.keysetExpired)
    case .locked: .refused(.locked)
    default: .refused(.failed("could not swap proofs: \(refusal.text)"))
    }
  }

  /// Asks for something that changes nothing.
  private func read<Message: MintMessage>(_ type: Message.Type, _ path: String) async throws(TokenRefusal) -> Message {
    guard case .reply(let reply) = await door.answer("GET", path) else {
      throw .mintUnreachable("mint unreachable")
    }
    if reply.status == 429 { throw .mintRateLimited }
    guard reply.status == 200, let message = try? Message.read(reply.body) else {
      throw .mintUnreachable("mint answers with \(reply.status)")
    }
    return message
  }
}
