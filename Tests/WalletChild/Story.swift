#if Cashu
  import Glibc
  import Synchronization
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP

  /// Everything that a wallet can do, one after the other, before a mint on this machine: for whoever kills it somewhere.
  struct Story {
    private let wallet: CashuWallet
    private let provider: CashuPaymentProvider
    private let door: FlakyDoor
    private let mint: MintURL
    private let folder: String
    private static let limit = Interval.seconds(60)
    /// So that whoever looks at what is left can reckon with the same secrets.
    private static let words =
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"

    /// The tokens that it begins with lie in a file beside the wallet, one on each line.
    init(folder: String, port: UInt64) async throws {
      self.folder = folder
      door = FlakyDoor(HTTPMintTransport(try HTTPClient()))
      mint = MintURL("http://127.0.0.1:\(port)")
      let thread = try await WalletThread.open(folder: folder)
      try await thread.run { store throws(StoreFailure) in try store.set(.mnemonic, Array(Story.words.utf8)) }
      wallet = CashuWallet(thread, door)
      provider = CashuPaymentProvider(wallet)
    }

    static func tokens(in folder: String) -> [[UInt8]] {
      var text: [UInt8] = []
      let file = unsafe open(folder + "/tokens", O_RDONLY)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        text += buffer[..<count]
      }
      _ = Glibc.close(file)
      return text.split(separator: 0x0A).map(Array.init)
    }

    func tell(_ tokens: [[UInt8]]) async throws {
      try await wallet.learn(mint, within: Story.limit)
      _ = try await wallet.fund(tokens[0], within: .zero)
      _ = try await wallet.fund(tokens[1], within: Story.limit)
      try await pay()
      try await takeBack()
      try await interrupt()
      try await handOut()
      try await exchange(tokens)
      try await comeBack()
    }

    private func pay() async throws {
      let first = try await prepare(1, 5)
      _ = try await provider.settle(first, .released, within: Story.limit)
      try await provider.forget(first)
      let chore = Chore.makeChange(mint: mint, unit: .sat, payment: Sats(3), count: 2)
      _ = try await provider.perform(chore, feeLimit: Sats(8), within: Story.limit)
    }

    private func takeBack() async throws {
      let second = try await prepare(2, 7)
      _ = try await provider.settle(second, .takenBack, within: Story.limit)
    }

    /// An answer that is lost, and what follows; a mint that can't be reached.
    private func interrupt() async throws {
      let third = try await prepare(3, 2)
      door.lose("/v1/swap")
      _ = try? await provider.settle(third, .takenBack, within: Story.limit)
      _ = try await provider.perform(.recover(mint: mint, unit: .sat), feeLimit: .zero, within: Story.limit)
      let fourth = try await prepare(4, 2)
      door.close("/v1/swap")
      _ = try? await provider.settle(fourth, .takenBack, within: Story.limit)
    }

    private func handOut() async throws {
      _ = try await wallet.send(6, of: mint, .sat, within: Story.limit)
      _ = try await wallet.reclaim(within: Story.limit)
      _ = try await wallet.drain(into: folder + "/drained") { _, _ in 40 }
    }

    private func exchange(_ tokens: [[UInt8]]) async throws {
      let quote = try await wallet.requestTopUp(20, of: mint, .sat, within: Story.limit)
      _ = try await wallet.collect(quote.id, within: Story.limit)
      let melt = try await wallet.quoteMelt(
        "lnbcrt50n1qqqqqqqqqqqqqqqqqqqqqq", of: mint, .sat, within: Story.limit)
      _ = try await wallet.melt(melt.quote, reserve: melt.reserve, feeLimit: 20, within: Story.limit)
      _ = try await wallet.importTokens(tokens[2], within: Story.limit)
      // Without its evidence, a token is kept as it came until the mint is asked.
      _ = try await wallet.fund(tokens[3], within: Story.limit)
    }

    /// From the seed, once nothing is unsettled; what is outside is in the wallet's own notes.
    private func comeBack() async throws {
      for open in try await provider.unsettled() {
        _ = try await provider.settle(open.order.id, .takenBack, within: Story.limit)
      }
      try await wallet.thread.run { store throws(StoreFailure) in
        try store.transaction { () throws(StoreFailure) in try store.deleteAll(.free) }
      }
      _ = try await wallet.restore(of: mint, within: Story.limit)
    }

    private func prepare(_ number: UInt64, _ price: UInt64) async throws -> OperationID {
      let offer = Offer(metric: .milliseconds, stepSize: 60_000, price: Sats(price), unit: .sat, mint: mint)
      let quote = try await provider.quote(
        QuoteRequest(
          offer: offer, fewest: 1, most: 1, limit: Sats(1000), overpayment: .zero, mayContactMint: true))
      let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
      let order = PaymentOrder(
        id: OperationID(epoch: 9, number: number),
        seller: Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7))), offer: offer, steps: 1,
        limit: quote.gross, mayContactMint: true)
      return try await provider.prepare(order, within: Story.limit).id
    }
  }

  /// A way to a mint on which answers get lost, once and where it is wanted.
  final class FlakyDoor: MintTransport {
    private enum Trouble { case loses, isClosed }

    private let door: HTTPMintTransport
    private let troubles = Mutex<[String: Trouble]>([:])

    init(_ door: HTTPMintTransport) { self.door = door }

    func lose(_ path: String) { troubles.withLock { $0[path] = .loses } }
    func close(_ path: String) { troubles.withLock { $0[path] = .isClosed } }

    @concurrent func exchange(
      _ request: MintRequestBytes, within limit: Interval
    ) async throws(MintTransportFailure) -> MintReplyBytes {
      let trouble = troubles.withLock { $0.removeValue(forKey: request.path) }
      if trouble == .isClosed { throw .unreachable(.notReached(.refused)) }
      let reply = try await door.exchange(request, within: limit)
      if trouble == .loses { throw .lost }
      return reply
    }
  }
#endif
