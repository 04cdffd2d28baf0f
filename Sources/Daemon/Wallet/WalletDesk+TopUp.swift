#if Cashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON
  import TollGateTrace

  /// Money from a Lightning invoice. Invoices are on disk before anybody sees them, so that waiting can go on another day.
  extension WalletDesk {
    func topUp(_ amount: UInt64) async throws(WalletTrouble) -> ExitCode {
      var invoices: [Invoice] = []
      if order.options.has("resume") {
        invoices = try await read { store throws(StoreFailure) in try store.openQuotes().map(Invoice.init) }
        if let named = order.options.text("mint") { invoices.removeAll { $0.quote.url != MintURL(named) } }
      } else {
        let known = try await read { store throws(StoreFailure) in try store.mints().map(\.url) }
        let (mint, unit) = (try mint(among: known), unit)
        let quote = try await asking { () async throws(WalletFailure) in
          try await wallet.requestTopUp(amount, of: mint, unit, within: limit)
        }
        invoices = [Invoice(quote)]
      }
      show(invoices)
      let trouble = await wait(&invoices)
      tell(invoices)
      if let trouble { throw trouble }
      return invoices.allSatisfy(\.isPaid) ? .fine : .tryLater
    }

    private struct Invoice {
      var quote: QuoteRow
      var isPaid = false

      init(_ quote: QuoteRow) { self.quote = quote }

      var money: String { "\(quote.amount) \(CurrencyUnit(quote.unit).shown) of \(quote.url.shown)" }
      var bill: String { "Pay this for \(money):\n\(Wording.printable(quote.request, most: 4096))" }
    }

    private static func write(_ invoice: Invoice, _ writer: inout JSONWriter) {
      writer.money(invoice.quote.url, invoice.quote.unit, invoice.quote.amount)
      writer.member("invoice", invoice.quote.request)
      writer.member("expires", invoice.quote.expires)
      writer.member("paid", invoice.isPaid)
    }

    /// Before anything is waited for: nobody can pay what he hasn't seen.
    private func show(_ invoices: [Invoice]) {
      for invoice in invoices {
        if !voice.asJSON {
          voice.say(invoice.bill)
        } else if voice.tellsProgress {
          voice.progress("") { WalletDesk.write(invoice, &$0) }
        } else {
          voice.terminal.complain(invoice.bill)
        }
      }
    }

    /// Asks again and again until all are paid or the time is over. Why asking makes no sense any more, if so.
    private func wait(_ invoices: inout [Invoice]) async -> WalletTrouble? {
      let seconds = Int64(clamping: order.options.number("wait") ?? 600)
      let end = ContinuousClock.now + .seconds(seconds)
      var trouble: WalletTrouble?
      while true {
        trouble = nil
        for place in invoices.indices where !invoices[place].isPaid {
          let id = invoices[place].quote.id
          do throws(WalletTrouble) {
            try await finishInterrupted(invoices[place].quote)
            invoices[place].isPaid = try await asking { () async throws(WalletFailure) in
              try await wallet.collect(id, within: limit) != nil
            }
          } catch {
            trouble = error
            // Only what may be otherwise in a moment is asked again.
            if error.code != .tryLater { return trouble }
          }
        }
        let left = ContinuousClock.now.duration(to: end)
        if invoices.allSatisfy(\.isPaid) || left <= .zero { return trouble }
        voice.progress("waiting for the payment, \(left.components.seconds) s left") {
          $0.member("waiting", left.components.seconds)
        }
        do { try await Task.sleep(for: min(left, .seconds(2))) } catch { return trouble }
      }
    }

    /// What an earlier request has brought lies at the mint, signed: it is fetched before another one is made in vain.
    private func finishInterrupted(_ quote: QuoteRow) async throws(WalletTrouble) {
      let isInterrupted = try await read { store throws(StoreFailure) in
        try store.funds().contains { $0.mint == quote.url && $0.unit.name == quote.unit && $0.wantsRecovery }
      }
      guard isInterrupted else { return }
      _ = try await asking { () async throws(WalletFailure) in
        try await wallet.check(quote.url, CurrencyUnit(quote.unit), within: limit)
      }
    }

    private func tell(_ invoices: [Invoice]) {
      let paid = invoices.filter(\.isPaid).map { "\($0.money) came in" }
      let open = invoices.filter { !$0.isPaid }.map { "\($0.money) is not paid yet" }
      let way = open.isEmpty ? [] : ["'tollgate wallet topup --resume' goes on waiting"]
      let lines = paid + open + way
      voice.tell(lines.isEmpty ? "no invoice is open" : lines.joined(separator: "\n")) { writer in
        writer.list("invoices", invoices) { WalletDesk.write($0, &$1) }
      }
    }
  }
#endif
