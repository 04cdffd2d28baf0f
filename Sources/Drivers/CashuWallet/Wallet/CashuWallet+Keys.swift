#if Cashu
  import TollGateCashu
  package import TollGateCrypto

  /// Keys of our own that follow from the seed, so that a wallet which is restored has them again.
  extension CashuWallet {
    /// What senders lock tokens to that nobody else shall spend (NUT-11).
    package func lockKey() async throws(WalletFailure) -> Octets32 { try await key("lock").publicKey }

    func key(_ purpose: String) async throws(WalletFailure) -> SigningKey {
      let kept = try await keptSeed()
      for attempt in UInt8.min ... .max {
        let secret = kept.seed.derived(Array("tollgate wallet key: \(purpose)".utf8) + [attempt])
        if let key = SigningKey(secret: secret) { return key }
      }
      throw .store(.corrupt)
    }

    /// With which a quote is redeemed, where it is one of ours.
    func quoteSignature(of request: WalletRequest, _ messages: [BlindedMessage]) async -> Octets64? {
      guard case .topUp(let row) = request.purpose, let key = try? await quoteKey(row) else { return nil }
      return QuoteSignature.sign(quote: request.quote ?? "", outputs: messages, with: key, randomness: .zero)
    }

    /// The key of a quote, chosen by its row (NUT-20).
    func quoteKey(_ quote: Int64) async throws(WalletFailure) -> SigningKey { try await key("quote \(quote)") }

    /// With what opens the locks among them; unchanged where something can't be opened, which the mint then refuses.
    func opened(_ inputs: [Proof], _ outputs: [BlindedMessage]) async -> [Proof] {
      guard inputs.contains(where: { $0.secret.kind != .bearer }), let key = try? await key("lock") else {
        return inputs
      }
      return inputs.opened(
        with: key, outputs: outputs, at: UInt64(clamping: wall()), randomness: .zero) ?? inputs
    }

    /// Whether all of it can be spent by whoever has it, or with our key.
    func isOurs(_ proofs: [TokenProof]) async throws(WalletFailure) -> Bool {
      if proofs.allSatisfy({ $0.secret.kind == .bearer }) { return true }
      let (own, now) = (try await lockKey(), UInt64(clamping: wall()))
      return proofs.allSatisfy { proof in
        switch proof.secret.kind {
        case .bearer: return true
        case .unknown, .unspendable: return false
        case .locked(let lock):
          switch lock.access(with: own, at: now) {
          case .signature, .anybody: return true
          case .withOthers, .closed: return false
          }
        }
      }
    }
  }

  extension WalletSeed {
    /// 32 bytes that nobody finds out without the seed.
    fileprivate borrowing func derived(_ words: [UInt8]) -> Octets32 {
      read { bytes in
        var code = HMAC<SHA256>(key: bytes)
        code.update(words)
        return code.code
      }
    }
  }
#endif
