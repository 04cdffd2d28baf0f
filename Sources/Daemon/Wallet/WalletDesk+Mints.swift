#if Cashu
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON
  import TollGateTrace

  /// The mints that the wallet knows, and what it can do without asking them.
  extension WalletDesk {
    private struct Known: Sendable {
      var row: MintRow
      var keysets: [KeysetRow]
    }

    /// With an address, that mint is asked for its keysets first, so that its tokens can be checked offline from then on.
    func mints(adding mint: MintURL?) async throws(WalletTrouble) -> ExitCode {
      var trouble: WalletTrouble?
      if let mint {
        _ = try await read { store throws(StoreFailure) in try store.addMint(mint) }
        do throws(WalletTrouble) {
          try await asking { () async throws(WalletFailure) in try await wallet.learn(mint, within: limit) }
        } catch {
          trouble = error
        }
      }
      let known = try await read { store throws(StoreFailure) -> [Known] in
        var known: [Known] = []
        for row in try store.mints() where mint == nil || row.url == mint {
          known.append(Known(row: row, keysets: try store.keysets(of: row.id)))
        }
        return known
      }
      let lines = known.flatMap(WalletDesk.lines)
      voice.tell(lines.isEmpty ? "no mint is known" : lines.joined(separator: "\n")) { writer in
        writer.list("mints", known) { WalletDesk.write($0, &$1) }
      }
      if let trouble { throw trouble }
      return .fine
    }

    private static func lines(_ known: Known) -> [String] {
      var lines = [known.row.url.shown]
      lines.append("  answered   " + (known.row.answered.map(WalletVoice.time) ?? "never"))
      if let failed = known.row.failed {
        lines.append(
          "  failed     \(WalletVoice.time(failed)): \(Wording.printable(known.row.failure ?? "", most: 400))")
      }
      if known.keysets.isEmpty { lines.append("  keysets    none is known: its tokens can't be checked offline") }
      return lines + known.keysets.map(line)
    }

    private static func line(_ keyset: KeysetRow) -> String {
      let info = keyset.info
      var words = [
        CurrencyUnit(info.unit).shown, info.isActive ? "signs" : "signs no more",
        "fee \(info.inputFee) for 1000 proofs",
      ]
      if let expiry = info.finalExpiry { words.append("expires \(WalletVoice.time(Int64(clamping: expiry)))") }
      if keyset.keys == nil { words.append("keys not fetched") }
      return "  keyset     \(info.id.hex): \(words.joined(separator: ", "))"
    }

    private static func write(_ known: Known, _ writer: inout JSONWriter) {
      writer.member("mint", known.row.url.text)
      writer.member("answered", known.row.answered)
      writer.member("failed", known.row.failed)
      if let failure = known.row.failure { writer.member("failure", failure) }
      writer.list("keysets", known.keysets) { keyset, writer in
        writer.member("id", keyset.info.id.hex)
        writer.member("unit", keyset.info.unit)
        writer.member("active", keyset.info.isActive)
        writer.member("feeFor1000", keyset.info.inputFee)
        writer.member("expires", keyset.info.finalExpiry.map { Int64(clamping: $0) })
        writer.member("hasKeys", keyset.keys != nil)
      }
    }
  }
#endif
