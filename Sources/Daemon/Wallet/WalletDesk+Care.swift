#if Cashu
  import Glibc
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON

  /// What mints say of the money, and money that the seed alone brings back.
  extension WalletDesk {
    /// Asks each mint about what is held there, and finishes what was interrupted.
    func check() async throws(WalletTrouble) -> ExitCode {
      var purses = try await read { store throws(StoreFailure) in try store.balances() }
      if let named = order.options.text("mint") { purses.removeAll { $0.mint != MintURL(named) } }
      var checked: [Checked] = []
      var failed: [(mint: MintURL, trouble: WalletTrouble)] = []
      for purse in purses {
        do throws(WalletTrouble) {
          checked.append(
            try await asking { () async throws(WalletFailure) in
              try await wallet.check(purse.mint, CurrencyUnit(purse.unit), within: limit)
            })
        } catch {
          failed.append((purse.mint, error))
        }
      }
      let lines = checked.map(WalletDesk.words) + failed.map { "\($0.mint.shown): \($0.trouble.message)" }
      voice.tell(lines.isEmpty ? "nothing is there to be checked" : lines.joined(separator: "\n")) { writer in
        writer.list("checked", checked) { one, writer in
          writer.money(one.mint, one.unit, one.unspent)
          writer.member("pending", one.pending)
          writer.member("gone", one.gone)
          writer.member("redeemed", one.redeemed)
        }
        writer.list("failed", failed) { one, writer in
          writer.member("mint", one.mint.text)
          writer.member("failure", one.trouble.message)
        }
      }
      if let first = failed.first { return first.trouble.code }
      return checked.contains { $0.gone > 0 } ? .failed : .fine
    }

    private static func words(_ one: Checked) -> String {
      var words = ["\(one.unspent) \(CurrencyUnit(one.unit).shown) unspent"]
      if one.pending > 0 { words.append("\(one.pending) pending") }
      if one.redeemed > 0 { words.append("\(one.redeemed) redeemed by whoever had them") }
      if one.gone > 0 { words.append("\(one.gone) SPENT BY SOMEBODY ELSE and taken off the books") }
      return "\(one.mint.shown): \(words.joined(separator: ", "))"
    }

    func showWords() async throws(WalletTrouble) -> ExitCode {
      guard isatty(STDOUT_FILENO) == 1 || order.options.has("yes") else {
        throw WalletTrouble(
          "the words of the seed go to a terminal only", "say --yes if they shall go elsewhere", .usage)
      }
      guard let words = try await read({ store throws(StoreFailure) in try store.secretWords() }) else {
        throw WalletTrouble("this wallet has no words", nil, .failed)
      }
      voice.warn("whoever reads these words has all the money of this wallet, now and later: keep them on paper")
      voice.tell(words.words) { $0.member("words", words.words) }
      return .fine
    }

    func restore() async throws(WalletTrouble) -> ExitCode {
      let known = try await read { store throws(StoreFailure) in try store.mints().map(\.url) }
      let mint = try mint(among: known)
      let warning =
        "what is unspent at \(mint.shown) is swapped, tokens too that this seed has handed out: they end with it"
      // Words from a pipe leave nobody to be asked.
      if isatty(STDIN_FILENO) == 1 { try voice.needConsent(warning, order) } else { voice.warn(warning) }
      let voice = voice
      let restored = try await asking { () async throws(WalletFailure) in
        try await wallet.restore(of: mint, within: limit) { restored in
          voice.progress("found \(restored.found) so far") { WalletDesk.write(restored, &$0) }
        }
      }
      let text =
        "\(restored.returned) came back from \(mint.shown): found \(restored.found), of which \(restored.spent) had been spent"
      if restored.flawed > 0 {
        voice.warn(
          "\(restored.flawed) answers of \(mint.shown) don't hold: another restore may bring what they stand for")
      }
      voice.tell(text) { writer in
        writer.member("mint", mint.text)
        WalletDesk.write(restored, &writer)
      }
      return .fine
    }

    private static func write(_ restored: Restored, _ writer: inout JSONWriter) {
      writer.member("found", restored.found)
      writer.member("spent", restored.spent)
      writer.member("returned", restored.returned)
      writer.member("flawed", UInt64(clamping: restored.flawed))
    }
  }
#endif
