#if Cashu
  import Glibc
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON

  /// Tokens out of the wallet.
  extension WalletDesk {
    func send(_ amount: UInt64) async throws(WalletTrouble) -> ExitCode {
      let unit = unit
      let purses = try await read { store throws(StoreFailure) in try store.balances() }
      let rich = purses.filter { $0.unit == unit.name && $0.available >= amount }.map(\.mint)
      if rich.isEmpty, !order.options.has("mint") {
        throw WalletTrouble(
          "\(amount) \(unit.shown) can be spent at no mint", "'tollgate wallet balance' says what there is", .failed)
      }
      let mint = try mint(among: rich)
      let sent = try await asking { () async throws(WalletFailure) in
        do throws(WalletFailure) {
          return try await wallet.send(amount, of: mint, unit, within: limit)
        } catch {
          if isOffline, case .mint(.unreachable) = error { throw .noExactChange }
          throw error
        }
      }
      guard write(sent, mint, unit.name) else {
        throw WalletTrouble(
          "the token can't be written: \(WalletTrouble.words(errno))",
          "it is kept: 'tollgate wallet reclaim \(sent.note)' puts it back", .cannotWrite)
      }
      voice.warn(
        "this token is money: whoever has it can spend it\n  'tollgate wallet reclaim \(sent.note)' fetches it back while nobody has redeemed it"
      )
      return .fine
    }

    /// Alone on standard output, so that it can be piped.
    private func write(_ sent: Sent, _ mint: MintURL, _ unit: String) -> Bool {
      guard voice.asJSON else { return File.write(sent.token + [0x0A], to: STDOUT_FILENO) }
      let object = WalletVoice.object { writer in
        writer.money(mint, unit, sent.amount)
        writer.member("fee", sent.fee)
        writer.member("note", sent.note)
        writer.member("token", String(decoding: sent.token, as: UTF8.self))
      }
      return File.write(Array((object + "\n").utf8), to: STDOUT_FILENO)
    }

    func drain() async throws(WalletTrouble) -> ExitCode {
      guard let path = order.options.text("out") else { throw WalletTrouble("no file", nil, .usage) }
      let keep = order.options.has("all") ? 0 : order.options.number("keep") ?? 100
      let rest = keep == 0 ? "all that can be spent" : "what is above \(keep) of each mint and unit"
      try voice.needConsent(
        "\(rest) goes into '\(path)': whoever has that file has the money, and who loses it has lost the money", order)
      let drained = try await asking { () async throws(WalletFailure) in
        do throws(WalletFailure) {
          return try await wallet.drain(into: path) { _, _ in keep }
        } catch {
          if case .file(let code) = error, code != EEXIST {
            voice.warn("what is not in the file is kept: 'tollgate wallet reclaim' puts it back")
          }
          throw error
        }
      }
      // Made for nothing.
      if drained.isEmpty { _ = unsafe unlink(path) }
      let left = try await read { store throws(StoreFailure) in try store.balances() }.filter { $0.available > 0 }
      tell(drained, left, path)
      return .fine
    }

    private func tell(_ drained: [Drained], _ left: [PurseBalance], _ path: String) {
      var lines = drained.map {
        "\($0.amount) \(CurrencyUnit($0.unit).shown) of \($0.mint.shown) in \($0.tokens) tokens, written to '\(path)'"
      }
      if lines.isEmpty { lines.append("nothing was drained") }
      lines += left.map { "\($0.available) \(CurrencyUnit($0.unit).shown) of \($0.mint.shown) stay" }
      voice.tell(lines.joined(separator: "\n")) { writer in
        writer.member("file", path)
        writer.list("drained", drained) { one, writer in
          writer.money(one.mint, one.unit, one.amount)
          writer.member("tokens", UInt64(clamping: one.tokens))
        }
        writer.list("stay", left) { one, writer in writer.money(one.mint, one.unit, one.available) }
      }
    }

    func reclaim(_ note: Int64?) async throws(WalletTrouble) -> ExitCode {
      let outside = try await read { store throws(StoreFailure) in try store.tokensOutside() }
        .filter(\.kind.isOurs)
      if let note, !outside.contains(where: { $0.id == note }) {
        throw WalletTrouble(
          "no token with the number \(note) is outside", "'tollgate wallet balance' lists those that are", .failed)
      }
      if !outside.isEmpty {
        try voice.needConsent("whoever has a token that is fetched back holds nothing afterwards", order)
      }
      let sum = try await asking { () async throws(WalletFailure) in
        try await wallet.reclaim(note: note, within: limit)
      }
      voice.tell(WalletDesk.words(sum)) { writer in
        writer.member("returned", sum.returned)
        writer.member("fee", sum.fee)
        writer.member("redeemed", sum.redeemed)
        writer.member("unreached", UInt64(clamping: sum.unreached))
      }
      return sum.unreached > 0 ? .tryLater : .fine
    }

    private static func words(_ sum: Reclaimed) -> String {
      var lines = ["\(sum.returned) came back (fee \(sum.fee))"]
      if sum.redeemed > 0 { lines.append("\(sum.redeemed) had been redeemed by whoever had them") }
      if sum.unreached > 0 { lines.append("\(sum.unreached) tokens wait: their mint did not answer") }
      return lines.joined(separator: "\n")
    }
  }
#endif
