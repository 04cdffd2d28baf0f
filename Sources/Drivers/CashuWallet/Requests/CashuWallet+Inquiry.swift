#if Cashu
  import TollGateCashu
  import TollGateCore
  import TollGateCrypto
  import TollGateCrypto

  /// What a mint knows of a request whose answer nobody has.
  enum Finding: Sendable {
    /// It has been done, and this is what came of it.
    case signed([Proof])
    /// The mint has seen nothing of it, so far.
    case nothing
    /// It has not been done, and never will be: these inputs went elsewhere.
    case spentElsewhere(Set<Int64>)
    /// Its secrets have served before, so that the mint refuses them; what was signed then may be money.
    case usedSecrets([Proof], spent: Set<Int64>)
    /// Something is pending, or the mint can't be asked.
    case unknown(WalletFailure)
  }

  extension CashuWallet {
    /// Inputs are asked for before outputs: a request that arrives in between is found by its outputs.
    func inquire(_ request: WalletRequest, until end: Moment) async -> Finding {
      do throws(WalletFailure) {
        let inputs = request.inputs.map(\.proof)
        var states = try await states(of: inputs, at: request.url, until: end)
        let found = try await restored(request, until: end)
        if request.kind == .melt { return try await finding(ofMelt: request, states, found, until: end) }
        let isWhole = found.map(\.amount) == request.run.amounts
        // What has arrived between the two questions has its inputs spent by now.
        if isWhole, states.contains(.unspent) {
          states = try await self.states(of: inputs, at: request.url, until: end)
        }
        if states.contains(.pending) { return .unknown(.pending) }
        let spent = Set(zip(request.inputs, states).filter { $0.1 == .spent }.map(\.0.id))
        if isWhole, spent.count == request.inputs.count { return .signed(found) }
        if !found.isEmpty { return .usedSecrets(found, spent: spent) }
        return spent.isEmpty ? .nothing : .spentElsewhere(spent)
      } catch {
        return .unknown(error)
      }
    }

    /// An invoice is paid or not; its quote says so.
    private func finding(
      ofMelt request: WalletRequest, _ states: [ProofState], _ found: [Proof], until end: Moment
    ) async throws(WalletFailure) -> Finding {
      let quote: MeltQuote
      do throws(MintFailure) {
        quote = try await client.meltQuote(named: request.quote ?? "", at: request.url, within: end.left)
      } catch {
        throw .mint(error)
      }
      let spent = Set(zip(request.inputs, states).filter { $0.1 == .spent }.map(\.0.id))
      switch quote.state {
      case .paid where spent.count == request.inputs.count: return .signed(found)
      case .unpaid where !states.contains(.pending): return spent.isEmpty ? .nothing : .spentElsewhere(spent)
      case .paid: return try await findingOfPaid(request, until: end)
      case .unpaid, .pending: return .unknown(.pending)
      }
    }

    /// Paid, though not with these inputs, when they were asked for: either they have gone since, or another request has paid it.
    private func findingOfPaid(_ request: WalletRequest, until end: Moment) async throws(WalletFailure) -> Finding {
      let states = try await states(of: request.inputs.map(\.proof), at: request.url, until: end)
      let spent = Set(zip(request.inputs, states).filter { $0.1 == .spent }.map(\.0.id))
      if states.contains(.pending) || spent.count == request.inputs.count { return .unknown(.pending) }
      return spent.isEmpty ? .nothing : .spentElsewhere(spent)
    }

    /// What the mint has signed of the outputs.
    private func restored(_ request: WalletRequest, until end: Moment) async throws(WalletFailure) -> [Proof] {
      guard let outputs = request.run.outputs(from: try await branch(of: request.run.keyset)),
        let keys = request.keyset.keys
      else { throw .noKeyset }
      return try await restored(outputs, keys, at: request.url, until: end).map(\.proof)
    }

    /// Of these outputs, those that the mint has signed, each with its place among them.
    func restored(
      _ outputs: [ProofOutput], _ keys: MintKeys, at mint: MintURL, until end: Moment
    ) async throws(WalletFailure) -> [(place: Int, proof: Proof)] {
      var found: [(place: Int, proof: Proof)] = []
      for (place, signature) in try await signatures(of: outputs, at: mint, until: end) {
        found.append((place, try proofs([signature], [outputs[place]], keys, anyAmount: true)[0]))
      }
      return found
    }

    /// What a mint says that it has signed of these outputs, each with its place among them. Nothing is checked.
    func signatures(
      of outputs: [ProofOutput], at mint: MintURL, until end: Moment
    ) async throws(WalletFailure) -> [(place: Int, signature: BlindSignature)] {
      var signatures: [BlindSignature?] = []
      var rest = outputs.compactMap(\.message)[...]
      let most = try await longestList(of: mint)
      while !rest.isEmpty {
        let part = Array(rest.prefix(most))
        rest = rest.dropFirst(most)
        do throws(MintFailure) {
          signatures += try await client.restore(part, at: mint, within: end.left)
        } catch {
          throw error == .cancelled ? .cancelled : .mint(error)
        }
      }
      return signatures.enumerated().compactMap { place, signature in signature.map { (place, $0) } }
    }

    /// What the mint says of proofs, in their order.
    func states(
      of proofs: [Proof], at mint: MintURL, until end: Moment
    ) async throws(WalletFailure) -> [ProofState] {
      try await states(of: proofs.map { $0.secret.point.compressed }, at: mint, until: end)
    }

    func states(
      of points: [CompressedPoint], at mint: MintURL, until end: Moment
    ) async throws(WalletFailure) -> [ProofState] {
      var states: [ProofState] = []
      var rest = points[...]
      let most = try await longestList(of: mint)
      while !rest.isEmpty {
        let part = rest.prefix(most)
        rest = rest.dropFirst(most)
        do throws(MintFailure) {
          states += try await client.states(of: Array(part), at: mint, within: end.left)
        } catch {
          throw error == .cancelled ? .cancelled : .mint(error)
        }
      }
      return states
    }
  }
#endif
