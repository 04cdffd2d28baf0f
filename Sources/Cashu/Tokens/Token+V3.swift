import TollGateJSON

extension Token {
  /// The version before CBOR: wallets still hand it out. Its unit may be missing, and is then the sat.
  static func readV3(_ bytes: [UInt8]) throws(TokenFlaw) -> Token {
    let node: JSONNode
    do {
      node = try JSONReader.read(bytes, limits: JSONLimits(maxBytes: longest, maxDepth: 8, maxNodes: 1 << 16))
    } catch {
      throw .badJSON(error.problem, offset: error.offset)
    }
    do {
      let members = try Members(node)
      let parts = try members.list("token") { part throws(MessageFlaw) in try Part(try Members(part)) }
      guard let mint = parts.first?.mint else { throw TokenFlaw.empty }
      guard parts.allSatisfy({ $0.mint.utf8.elementsEqual(mint.utf8) }) else { throw TokenFlaw.severalMints }
      return try Token(
        mint: mint, unit: try members.optional("unit", \.string) ?? "sat", memo: try members.optional("memo", \.string),
        proofs: parts.flatMap(\.proofs))
    } catch let flaw as MessageFlaw {
      throw .badMember(flaw)
    } catch let flaw as TokenFlaw {
      throw flaw
    } catch {
      throw .notAToken
    }
  }
}

private struct Part {
  let mint: String
  let proofs: [TokenProof]

  init(_ members: Members) throws(MessageFlaw) {
    mint = try members.text("mint")
    proofs = try members.list("proofs") { node throws(MessageFlaw) in
      let members = try Members(node)
      return try TokenProof.read(
        members, keyset: try members.required("id") { $0.string.flatMap(KeysetReference.init(hex:)) })
    }
  }
}
