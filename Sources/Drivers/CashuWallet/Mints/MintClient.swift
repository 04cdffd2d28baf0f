package import TollGateCashu
package import TollGateCore
package import TollGateCrypto

/// What can be asked of a mint. Each call is one request; what comes back has the shape that the NUTs give it, and no more is
/// known of it: signatures are for the caller to check.
package struct MintClient: Sendable {
  /// No quote has a longer name.
  static let longestQuote = 256

  private let exchange: @Sendable (MintRequestBytes, Interval) async throws(MintTransportFailure) -> MintReplyBytes

  package init(_ transport: some MintTransport) {
    exchange = { request, limit throws(MintTransportFailure) in try await transport.exchange(request, within: limit) }
  }

  /// NUT-06.
  package func info(at mint: MintURL, within limit: Interval) async throws(MintFailure) -> MintInfo {
    try await get("/v1/info", mint, limit)
  }

  /// NUT-02: all keysets, without their keys.
  package func keysets(at mint: MintURL, within limit: Interval) async throws(MintFailure) -> KeysetsAnswer {
    let answer: KeysetsAnswer = try await get("/v1/keysets", mint, limit)
    guard Set(answer.keysets.map(\.id)).count == answer.keysets.count else { throw .unreadable(.repeated("id")) }
    return answer
  }

  /// NUT-01: the active keysets whose ids follow from their keys.
  package func keys(at mint: MintURL, within limit: Interval) async throws(MintFailure) -> [Keyset] {
    let answer: KeysAnswer = try await get("/v1/keys", mint, limit)
    return answer.keysets.filter { $0.identity != .wrong }
  }

  /// NUT-01: one keyset, active or not. Its id follows from its keys.
  package func keys(
    of id: KeysetID, at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> Keyset {
    let answer: KeysAnswer = try await get("/v1/keys/\(id.hex)", mint, limit)
    guard let keyset = answer.keysets.first, answer.keysets.count == 1, keyset.info.id == id else {
      throw .unreadable(.wrong("id"))
    }
    guard keyset.identity != .wrong else { throw .unreadable(.wrong("keys")) }
    return keyset
  }

  /// NUT-03: one signature for each output, in their order.
  package func swap(
    _ request: SwapRequest, at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> [BlindSignature] {
    let answer: SignaturesAnswer = try await post("/v1/swap", request, mint, limit)
    return try answer.signatures.fitting(request.outputs)
  }

  /// NUT-07: the states of these points, in their order.
  package func states(
    of points: [CompressedPoint], at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> [ProofState] {
    let answer: StateAnswer = try await post("/v1/checkstate", StateRequest(points), mint, limit)
    guard let states = answer.states(of: points) else { throw .unreadable(.wrong("states")) }
    return states
  }

  /// NUT-09: what was signed of these outputs, in their order. The amounts are those that were signed.
  package func restore(
    _ outputs: [BlindedMessage], at mint: MintURL, within limit: Interval
  ) async throws(MintFailure) -> [BlindSignature?] {
    let answer: RestoreAnswer = try await post("/v1/restore", RestoreRequest(outputs), mint, limit)
    var found = answer.signaturesByPoint
    guard found.count == answer.signatures.count else { throw .unreadable(.repeated("outputs")) }
    let signatures = outputs.map { output in found.removeValue(forKey: output.point) }
    guard found.isEmpty else { throw .unreadable(.wrong("outputs")) }
    for (output, signature) in zip(outputs, signatures) where signature.map({ $0.keyset != output.keyset }) ?? false {
      throw .unreadable(.wrong("id"))
    }
    return signatures
  }
}

extension MintClient {
  func get<Answer: MintMessage>(
    _ path: String, _ mint: MintURL, _ limit: Interval
  ) async throws(MintFailure) -> Answer {
    try await ask(MintRequestBytes(.get, path, at: mint), limit)
  }

  func post<Answer: MintMessage>(
    _ path: String, _ message: some MintMessage, _ mint: MintURL, _ limit: Interval
  ) async throws(MintFailure) -> Answer {
    try await ask(MintRequestBytes(.post, path, at: mint, body: message.body), limit)
  }

  private func ask<Answer: MintMessage>(
    _ request: MintRequestBytes, _ limit: Interval
  ) async throws(MintFailure) -> Answer {
    let reply: MintReplyBytes
    do throws(MintTransportFailure) {
      reply = try await exchange(request, limit)
    } catch {
      throw MintFailure(error)
    }
    guard (200..<300).contains(reply.status) else { throw MintFailure(reply) }
    do throws(MessageFlaw) {
      return try Answer.read(reply.body)
    } catch {
      throw .unreadable(error)
    }
  }
}

extension [BlindSignature] {
  /// As they are, if they are what these outputs asked for.
  func fitting(_ outputs: [BlindedMessage]) throws(MintFailure) -> [BlindSignature] {
    guard count == outputs.count else { throw .unreadable(.wrong("signatures")) }
    for (signature, output) in zip(self, outputs) {
      guard signature.keyset == output.keyset else { throw .unreadable(.wrong("id")) }
      guard signature.amount == output.amount else { throw .unreadable(.wrong("amount")) }
    }
    return self
  }
}
