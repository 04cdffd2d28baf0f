#if Simulation
  import TollGateCore
  import TollGateJSON
  import TollGateSimulation
  import TollGateTrace

  /// Totals as a table for people and as JSON for programs.
  struct TotalsTable {
    let totals: Totals

    var lines: [String] {
      var rows: [(String, String)] = [
        ("simulated", "\(Wording.interval(totals.simulated)), \(Self.grouped(Int(totals.steps))) steps"),
        ("online", "\(Wording.interval(totals.online))\(first)"),
        ("without access", totals.gap == .zero ? "0 s" : Wording.interval(totals.gap)),
      ]
      rows += totals.gapsByCause.prefix(5).map { ("", "\(Wording.interval($0.length)): \($0.cause.words)") }
      rows += [
        ("payments", payments),
        ("spent", "\(totals.spent.count) sat, \(totals.unserved.count) of them without service"),
        ("fees of mints", "\(totals.fees.count) sat"),
        ("stranded", "\(totals.stranded.count) sat"),
        ("requests", requests),
      ]
      return HelpPage.columns(rows)
    }

    private var first: String { totals.untilOnline.map { "; first access after \(Wording.interval($0))" } ?? "" }

    private var payments: String {
      let kinds = [
        (totals.firstPayments, "for new sessions"), (totals.renewals, "renewals"), (totals.retries, "other tries"),
      ]
      let told = kinds.filter { $0.0 > 0 }.map { "\(Self.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
      let times = totals.resends == 1 ? "once" : "\(totals.resends) times"
      let resends = totals.resends == 0 ? "" : "; tokens sent again \(times)"
      return told.isEmpty ? "none" : "\(told)\(resends)"
    }

    private var requests: String {
      let told = RequestRecord.Kind.allCases.compactMap { kind in
        totals.requests[kind].map { "\(Self.grouped($0)) \(Self.words(kind))" }
      }
      return told.isEmpty ? "none" : told.joined(separator: ", ")
    }

    static func words(_ kind: RequestRecord.Kind) -> String {
      switch kind {
      case .root: "for offers"
      case .usage: "for usage"
      case .port80: "to register"
      case .clarify: "to clarify"
      case .delivery: "deliveries"
      }
    }

    /// 12345 → "12,345"
    static func grouped(_ number: Int) -> String {
      var text = ""
      for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index % 3 == 0 { text.append(",") }
        text.append(digit)
      }
      return String(text.reversed())
    }

    func write(_ out: inout JSONWriter) {
      out.beginObject()
      let numbers: [(String, Int64)] = [
        ("simulated_ms", totals.simulated.wholeMilliseconds), ("online_ms", totals.online.wholeMilliseconds),
        ("gap_ms", totals.gap.wholeMilliseconds), ("spent", Int64(clamping: totals.spent.count)),
        ("unserved", Int64(clamping: totals.unserved.count)), ("fees", Int64(clamping: totals.fees.count)),
        ("stranded", Int64(clamping: totals.stranded.count)), ("expired", Int64(clamping: totals.expired.count)),
        ("first_payments", Int64(totals.firstPayments)), ("renewals", Int64(totals.renewals)),
        ("retries", Int64(totals.retries)), ("resends", Int64(totals.resends)), ("sessions", Int64(totals.sessions)),
        ("starts", Int64(totals.starts)), ("steps", Int64(clamping: totals.steps)),
      ]
      for (name, number) in numbers {
        out.key(name)
        out.number(number)
      }
      out.key("requests")
      out.beginObject()
      for kind in RequestRecord.Kind.allCases {
        out.key("\(kind)")
        out.number(totals.requests[kind] ?? 0)
      }
      out.endObject()
      out.endObject()
    }
  }
#endif
