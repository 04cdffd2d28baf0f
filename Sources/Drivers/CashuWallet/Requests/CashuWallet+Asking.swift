#if Cashu
  import TollGateCashu
  import TollGateCore
  import TollGateCrypto

  /// What has come of sending a request.
  enum Outcome: Sendable {
    /// Every signature is checked.
    case signed([Proof])
    /// Nothing has left this machine, or the mint has said that it will not: the request can be undone.
    case refused(WalletFailure)
    /// The mint says something that has to be looked into: what it knows of inputs and outputs decides.
    case doubtful(WalletFailure)
    /// Nobody knows.
    case lost(WalletFailure)
  }

  extension CashuWallet {
    /// Sends a request once.
    func send(_ request: WalletRequest, until end: Moment) async -> Outcome {
      do throws(WalletFailure) {
        let branch = try await branch(of: request.run.keyset)
        guard let outputs = request.run.outputs(from: branch), let keys = request.keyset.keys else {
          return .refused(.noKeyset)
        }
        let messages = outputs.compactMap(\.message)
        guard messages.count == outputs.count else { return .refused(.noKeyset) }
        let signatures: [BlindSignature]
        do throws(MintFailure) {
          signatures = try await exchange(request, messages, until: end)
        } catch {
          return Outcome(error, kind: request.kind)
        }
        let signed = try proofs(signatures, outputs, keys, anyAmount: request.kind == .melt)
        guard request.kind == .melt, signed.count < outputs.count else { return .signed(signed) }
        return .signed(await wholeChange(signed, outputs, keys, of: request, until: end))
      } catch {
        return .lost(error)
      }
    }

    /// Nobody can tell from the change of a melt whether some of it is missing, but the mint itself.
    private func wholeChange(
      _ signed: [Proof], _ outputs: [ProofOutput], _ keys: MintKeys, of request: WalletRequest, until end: Moment
    ) async -> [Proof] {
      let found = try? await restored(outputs, keys, at: request.url, until: end).map(\.proof)
      return found.map { $0.worth > signed.worth ? $0 : signed } ?? signed
    }

    private func exchange(
      _ request: WalletRequest, _ messages: [BlindedMessage], until end: Moment
    ) async throws(MintFailure) -> [BlindSignature] {
      let quote = request.quote ?? ""
      switch request.kind {
      case .swap:
        let inputs = request.inputs.map(\.proof)
        CrashPoint.pass(request.purpose.isTakeBack ? .beforeTakeBackSent : .beforeSwapSent)
        let swap = SwapRequest(inputs: await opened(inputs, messages), outputs: messages)
        let signatures = try await client.swap(swap, at: request.url, within: end.left)
        CrashPoint.pass(request.purpose.isTakeBack ? .afterTakeBackAnswered : .afterSwapAnswered)
        return signatures
      case .mint:
        CrashPoint.pass(.beforeMintSent)
        let signature = await quoteSignature(of: request, messages)
        let signatures = try await client.mint(
          MintRequest(quote: quote, outputs: messages, signature: signature), at: request.url, within: end.left)
        CrashPoint.pass(.afterMintAnswered)
        return signatures
      case .melt:
        CrashPoint.pass(.beforeMeltSent)
        let melt = MeltRequest(quote: quote, inputs: request.inputs.map(\.proof), outputs: messages)
        let answer = try await client.melt(melt, at: request.url, within: end.left)
        CrashPoint.pass(.afterMeltAnswered)
        return try answer.changeOfPaid()
      }
    }

    /// What signatures make of outputs, each one checked (NUT-12).
    func proofs(
      _ signatures: [BlindSignature], _ outputs: [ProofOutput], _ keys: MintKeys, anyAmount: Bool = false
    ) throws(WalletFailure) -> [Proof] {
      var proofs: [Proof] = []
      do throws(SignatureFlaw) {
        for (signature, output) in zip(signatures, outputs) {
          proofs.append(try output.proof(from: signature, under: keys, anyAmount: anyAmount))
        }
      } catch {
        throw .wrongSignature(error)
      }
      return proofs
    }
  }

  extension MeltQuote {
    /// A payment that is still under way, or has failed, is looked into.
    func changeOfPaid() throws(MintFailure) -> [BlindSignature] {
      guard state == .paid else { throw .lost }
      return change
    }
  }

  extension RequestPurpose {
    var isTakeBack: Bool { if case .takeBack = self { true } else { false } }
  }

  extension Outcome {
    init(_ failure: MintFailure, kind: WalletRequest.Kind) {
      switch failure {
      case .unreachable: self = .refused(.mint(failure))
      case .unreadable, .lost: self = .lost(.mint(failure))
      case .cancelled: self = .lost(.cancelled)
      case .refused(let refusal): self = Outcome(refusal, kind)
      }
    }

    private init(_ refusal: MintRefusal, _ kind: WalletRequest.Kind) {
      let failure = WalletFailure.mint(.refused(refusal))
      switch refusal.meaning {
      case .outcomeUnknown: self = .lost(failure)
      case .spent, .pending, .alreadySigned, .quoteIssued, .quotePending, .invoicePaid, .paymentFailed, .other:
        self = .doubtful(failure)
      case .wrongProof, .unbalanced, .duplicates, .tooMany, .unitUnsupported, .amountOutOfRange, .keysetUnknown,
        .keysetInactive, .keysetExpired, .quoteUnpaid, .quoteExpired, .quoteUnknown, .quoteSignatureWrong,
        .mintingDisabled, .locked, .needsLogin:
        self = kind == .melt ? .doubtful(failure) : .refused(failure)
      }
    }
  }
#endif
