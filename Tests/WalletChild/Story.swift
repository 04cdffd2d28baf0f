#if Cashu
  import Glibc
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP

  /// Everything that a wallet can do, one after the other, before a mint on this machine: for whoever kills it somewhere.
  struct Story {
    let wallet: CashuWallet
    let provider: CashuPaymentProvider
    let client: HTTPClient
    let door: FlakyDoor
    let mint: MintURL
    let folder: String
    /// Whether all that it sees and hears is printed.
    let isLoud: Bool
    static let limit = Interval.seconds(60)

    /// What it is to do with lies in files beside the wallet: `tokens` that it begins with, one on each line, the `words` of its
    /// seed, an `invoice` to pay, and `control`, the port at which its mint takes orders, if it does.
    init(folder: String, port: UInt64, isLoud: Bool = false) async throws {
      self.folder = folder
      self.isLoud = isLoud
      client = try HTTPClient()
      door = FlakyDoor(HTTPMintTransport(client))
      mint = MintURL("http://127.0.0.1:\(port)")
      let (thread, words) = (try await WalletThread.open(folder: folder), Story.read(folder + "/words"))
      try await thread.run { store throws(StoreFailure) in try store.set(.mnemonic, words) }
      wallet = CashuWallet(thread, door)
      provider = CashuPaymentProvider(wallet)
    }

    static func tokens(in folder: String) -> [[UInt8]] {
      read(folder + "/tokens").split(separator: 0x0A).map(Array.init)
    }

    private static func read(_ path: String) -> [UInt8] {
      var text: [UInt8] = []
      let file = unsafe open(path, O_RDONLY)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        text += buffer[..<count]
      }
      _ = Glibc.close(file)
      return text
    }

    func tell(_ tokens: [[UInt8]]) async throws {
      try await wallet.learn(mint, within: Story.limit)
      say(try await wallet.fund(tokens[0], within: .zero))
      say(try await wallet.fund(tokens[1], within: Story.limit))
      try await pay()
      try await takeBack()
      try await interrupt()
      try await handOut()
      try await exchange(tokens)
      try await rotate()
      try await comeBack()
      if isLoud { await complain(tokens) }
    }

    private func pay() async throws {
      let first = try await prepare(1, 5)
      say(try await provider.settle(first, .released, within: Story.limit))
      try await provider.forget(first)
      let chore = Chore.makeChange(mint: mint, unit: .sat, payment: Sats(3), count: 2)
      say(try await provider.perform(chore, feeLimit: Sats(8), within: Story.limit))
    }

    private func takeBack() async throws {
      let second = try await prepare(2, 7)
      say(try await provider.bearer(of: second), try await provider.unsettled())
      say(try await provider.settle(second, .takenBack, within: Story.limit))
    }

    /// An answer that is lost, and what follows; a mint that can't be reached.
    private func interrupt() async throws {
      let third = try await prepare(3, 2)
      door.lose("/v1/swap")
      await attempt { try await provider.settle(third, .takenBack, within: Story.limit) }
      say(try await provider.perform(.recover(mint: mint, unit: .sat), feeLimit: .zero, within: Story.limit))
      let fourth = try await prepare(4, 2)
      door.close("/v1/swap")
      await attempt { try await provider.settle(fourth, .takenBack, within: Story.limit) }
    }

    private func handOut() async throws {
      say(try await wallet.send(6, of: mint, .sat, within: Story.limit))
      say(try await wallet.reclaim(within: Story.limit))
      say(try await wallet.drain(into: folder + "/drained") { _, _ in 40 })
    }

    private func exchange(_ tokens: [[UInt8]]) async throws {
      let quote = try await wallet.requestTopUp(20, of: mint, .sat, within: Story.limit)
      // Not each mint's invoices are paid at once.
      while try await wallet.collect(quote.id, within: Story.limit) == nil {}
      let invoice = String(decoding: Story.read(folder + "/invoice"), as: UTF8.self)
      let melt = try await wallet.quoteMelt(invoice, of: mint, .sat, within: Story.limit)
      say(quote, melt)
      say(try await wallet.melt(melt.quote, reserve: melt.reserve, feeLimit: 20, within: Story.limit))
      say(try await wallet.importTokens(tokens[2], within: Story.limit))
      // Without its evidence, a token is kept as it came until the mint is asked.
      say(try await wallet.fund(tokens[3], within: Story.limit))
    }

    /// Off a keyset that the mint signs with no more; the answer to the first of it is lost.
    private func rotate() async throws {
      guard let port = UInt16(String(decoding: Story.read(folder + "/control"), as: UTF8.self)) else { return }
      let order = HTTPRequest(
        HTTPMethod("CONTROL"), "/sandbox/control", fields: ["Host": "127.0.0.1"],
        body: Array(#"{"rotate": {"unit": "sat", "fee": 100, "version": "01"}}"#.utf8))
      _ = await client.send(
        order, to: Endpoint(.v4(0x7F00_0001), port), via: nil, limits: HTTPLimits(bodyBytes: 1 << 16),
        connectWithin: Story.limit, within: Story.limit)
      let (rotation, recovery) = (Chore.rotate(mint: mint, unit: .sat), Chore.recover(mint: mint, unit: .sat))
      door.lose("/v1/swap")
      await attempt { try await provider.perform(rotation, feeLimit: Sats(8), within: Story.limit) }
      say(try await provider.perform(recovery, feeLimit: .zero, within: Story.limit))
      say(try await provider.perform(rotation, feeLimit: Sats(8), within: Story.limit))
    }

    /// From the seed, once nothing is unsettled, as if the disk had been lost: what lay there is written down first.
    private func comeBack() async throws {
      for open in try await provider.unsettled() {
        say(try await provider.settle(open.order.id, .takenBack, within: Story.limit))
      }
      let free = try await wallet.thread.run { store throws(StoreFailure) in
        try store.database.all("SELECT amount || ' ' || secret FROM proofs WHERE state = 0", read: { $0.text(0) })
      }
      try Story.write(free.map { $0 + "\n" }.joined(), to: folder + "/thrown")
      try await wallet.thread.run { store throws(StoreFailure) in
        try store.transaction { () throws(StoreFailure) in try store.deleteAll(.free) }
      }
      say(try await wallet.restore(of: mint, within: Story.limit))
    }

    private static func write(_ text: String, to path: String) throws {
      let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      defer { _ = Glibc.close(file) }
      let bytes = Array(text.utf8)
      guard unsafe bytes.withUnsafeBytes({ unsafe Glibc.write(file, $0.baseAddress, $0.count) }) == bytes.count else {
        throw StoreFailure.full
      }
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
#endif
