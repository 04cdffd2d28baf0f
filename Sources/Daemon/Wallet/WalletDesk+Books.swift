#if Cashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON
  import TollGateTrace

  /// What the wallet holds, and how it came about. Nobody is asked.
  extension WalletDesk {
    func balance() async throws(WalletTrouble) -> ExitCode {
      let (purses, outside) = try await read { store throws(StoreFailure) in
        (try store.balances(), try store.tokensOutside())
      }
      let lines = purses.flatMap(WalletDesk.lines) + outside.map(WalletDesk.line)
      voice.tell(lines.isEmpty ? "The wallet is empty." : lines.joined(separator: "\n")) { writer in
        writer.list("purses", purses) { WalletDesk.write($0, &$1) }
        writer.list("tokens", outside) { note, writer in
          writer.member("note", note.id)
          writer.member("kind", "\(note.kind)")
          writer.money(note.mint, note.unit, note.amount)
          writer.member("created", note.created)
        }
      }
      return .fine
    }

    private static func lines(_ purse: PurseBalance) -> [String] {
      var rows = [("available", purse.available, "")]
      rows += [
        ("reserved", purse.reserved, "promised to payments that are not settled"),
        ("underway", purse.underway, "in requests that the mint has not answered; 'tollgate wallet check' asks"),
        ("handed out", purse.handedOut, "in the tokens below"),
        ("unchecked", purse.unchecked, "in tokens whose mint has not been asked"),
        ("restored", purse.restored, "back from the seed, to be swapped before anybody is paid"),
        ("dust", purse.dust, "would cost more than it brings"),
        ("expired", purse.expired, "its mint honours it no more"),
      ].filter { $0.1 > 0 }
      var lines = ["\(purse.mint.shown), \(CurrencyUnit(purse.unit).shown)"]
      for (name, amount, words) in rows {
        let padding = String(repeating: " ", count: 12 - name.count)
        lines.append("  \(name)\(padding)\(amount)" + (words.isEmpty ? "" : "  (\(words))"))
      }
      if let expires = purse.expires { lines.append("  the first of it expires \(WalletVoice.time(expires))") }
      if purse.wantsRecovery, purse.underway == 0, purse.unchecked == 0, purse.restored == 0 {
        lines.append("  something was interrupted; 'tollgate wallet check' asks the mint")
      }
      return lines
    }

    private static func line(_ note: NoteRow) -> String {
      "token \(note.id): \(note.amount) \(CurrencyUnit(note.unit).shown) of \(note.mint.shown), \(note.kind) \(WalletVoice.time(note.created))"
    }

    private static func write(_ purse: PurseBalance, _ writer: inout JSONWriter) {
      writer.member("mint", purse.mint.text)
      writer.member("unit", purse.unit)
      writer.member("available", purse.available)
      writer.member("reserved", purse.reserved)
      writer.member("underway", purse.underway)
      writer.member("handedOut", purse.handedOut)
      writer.member("unchecked", purse.unchecked)
      writer.member("restored", purse.restored)
      writer.member("dust", purse.dust)
      writer.member("expired", purse.expired)
      writer.member("expires", purse.expires)
      writer.member("wantsRecovery", purse.wantsRecovery)
    }

    func history() async throws(WalletTrouble) -> ExitCode {
      let count = Int(clamping: order.options.number("last") ?? 20)
      let entries = try await read { store throws(StoreFailure) in try store.history(most: count) }
      voice.tell(entries.isEmpty ? "Nothing has happened yet." : WalletDesk.words(entries)) { writer in
        writer.list("entries", entries) { entry, writer in
          writer.member("at", entry.at)
          writer.member("kind", entry.kind)
          writer.money(entry.mint, entry.unit, entry.amount)
          writer.member("fee", entry.fee)
          if let detail = entry.detail { writer.member("detail", detail) }
        }
      }
      return .fine
    }

    private static func words(_ entries: [HistoryEntry]) -> String {
      entries.map { entry in
        let fee = entry.fee > 0 ? ", fee \(entry.fee)" : ""
        let detail = entry.detail.map { ": \(Wording.printable($0, most: 400))" } ?? ""
        let kind = entry.kind.flatMap { $0.isUppercase ? " \($0.lowercased())" : "\($0)" }
        return "\(WalletVoice.time(entry.at))  \(String(kind)) \(entry.amount) \(CurrencyUnit(entry.unit).shown)\(fee),"
          + " \(entry.mint.shown)\(detail)"
      }.joined(separator: "\n")
    }
  }
#endif
