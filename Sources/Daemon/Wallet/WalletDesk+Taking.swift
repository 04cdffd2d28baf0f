#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON

  /// Tokens into the wallet.
  extension WalletDesk {
    func fund(_ token: [UInt8]) async throws(WalletTrouble) -> ExitCode {
      let named = (try? Token.read(token)).map { MintURL($0.mint) }
      let isKnown = try await read { store throws(StoreFailure) in
        try named.map { url throws(StoreFailure) in try store.mint(url) != nil } ?? true
      }
      let received = try await asking { () async throws(WalletFailure) in
        try await wallet.fund(token, within: isOffline ? .zero : limit)
      }
      let stranger =
        isKnown ? "" : "\n\(received.mint.shown) was not known to this wallet before: its money is kept apart"
      voice.tell(WalletDesk.words(received, asked: !isOffline) + stranger) { writer in
        WalletDesk.write(received, &writer)
        writer.member("mintWasKnown", isKnown)
      }
      return .fine
    }

    private static func words(_ received: Received, asked: Bool) -> String {
      let money = "\(received.amount) \(CurrencyUnit(received.unit).shown) of \(received.mint.shown)"
      let absent = asked ? "its mint did not answer" : "its mint was not asked"
      switch received.state {
      case .swapped: return "\(money) came in (fee \(received.fee)): swapped, nobody else can spend it any more"
      case .stored:
        return
          "\(money) came in: stored and good to pay with; \(absent), so whoever else has the token can spend it too"
      case .unchecked:
        return "\(money) came in unchecked: \(absent), and nothing shows yet that the mint has signed it"
      }
    }

    private static func write(_ received: Received, _ writer: inout JSONWriter) {
      writer.money(received.mint, received.unit, received.amount)
      writer.member("fee", received.fee)
      writer.member("state", "\(received.state)")
    }

    func importTokens(_ list: [UInt8]) async throws(WalletTrouble) -> ExitCode {
      let isOffline = isOffline
      let voice = voice
      let done = try await asking { () async throws(WalletFailure) in
        try await wallet.importTokens(list, within: isOffline ? .zero : limit) { imported in
          if voice.asJSON {
            voice.progress("") { WalletDesk.write(imported, &$0) }
          } else {
            voice.say(WalletDesk.words(imported, asked: !isOffline))
          }
        }
      }
      let good = done.count { if case .received = $0.end { true } else { false } }
      voice.tell("\(good) of \(done.count) lines came in") { writer in
        writer.member("received", UInt64(clamping: good))
        writer.list("lines", done) { WalletDesk.write($0, &$1) }
      }
      if good == done.count { return .fine }
      return done.contains { $0.end != .unreadable } ? .failed : .badData
    }

    private static func words(_ imported: Imported, asked: Bool) -> String {
      let line = "line \(imported.line): "
      return switch imported.end {
      case .received(let received): line + words(received, asked: asked)
      case .failed(let failure): line + WalletTrouble(failure).message
      case .unreadable: line + "no token stands here"
      }
    }

    private static func write(_ imported: Imported, _ writer: inout JSONWriter) {
      writer.member("line", UInt64(clamping: imported.line))
      switch imported.end {
      case .received(let received): write(received, &writer)
      case .failed(let failure): writer.member("failure", WalletTrouble(failure).message)
      case .unreadable: writer.member("failure", "no token stands here")
      }
    }
  }
#endif
