#if Cashu
  import Glibc
  import TollGateCashuWallet
  import TollGateCore
  import TollGateJSON

  /// How a command of the wallet speaks: for a person, or for a program.
  struct WalletVoice: Sendable {
    let terminal: Terminal
    let asJSON: Bool
    /// Asked for; otherwise only a person who watches hears of it.
    let tellsProgress: Bool

    init(_ order: WalletOrder, _ terminal: Terminal) {
      self.terminal = terminal
      asJSON = order.options.has("json")
      tellsProgress = order.options.has("progress")
    }

    /// What came of the command, once.
    func tell(_ text: @autoclosure () -> String, _ fill: (inout JSONWriter) -> Void) {
      terminal.murmur((asJSON ? WalletVoice.object(fill) : text()) + "\n")
    }

    /// What came of the command, for people alone.
    func say(_ text: @autoclosure () -> String) {
      if !asJSON { terminal.murmur(text() + "\n") }
    }

    func progress(_ text: @autoclosure () -> String, _ fill: (inout JSONWriter) -> Void) {
      if asJSON {
        if tellsProgress { terminal.murmur(WalletVoice.object(fill) + "\n") }
      } else if tellsProgress || isatty(STDERR_FILENO) == 1 {
        terminal.complain(text())
      }
    }

    /// To whoever typed the command, not to whoever reads its output.
    func warn(_ text: String) { terminal.complain("tollgate: " + text) }

    static func object(_ fill: (inout JSONWriter) -> Void) -> String {
      var writer = JSONWriter(reserving: 256)
      writer.beginObject()
      fill(&writer)
      writer.endObject()
      return writer.text
    }

    /// Before what can't be undone: a person is asked, a script has to say --yes.
    func needConsent(_ warning: String, _ order: WalletOrder) throws(WalletTrouble) {
      warn(warning)
      if order.options.has("yes") { return }
      guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
        throw WalletTrouble("nobody is there to be asked", "say --yes if it shall be done", .usage)
      }
      _ = File.write(Array("Go on? (y/N) ".utf8), to: STDERR_FILENO)
      guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
        throw WalletTrouble("nothing was done", nil, .failed)
      }
    }

    /// Wall seconds as a person reads them, in UTC.
    static func time(_ seconds: Int64) -> String {
      var moment = time_t(seconds)
      var parts = unsafe tm()
      guard unsafe gmtime_r(&moment, &parts) != nil else { return "\(seconds) s" }
      let (year, month, day) = unsafe (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday)
      let (hour, minute) = unsafe (parts.tm_hour, parts.tm_min)
      func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
      return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)) UTC"
    }
  }

  extension JSONWriter {
    mutating func member(_ name: String, _ value: String) {
      key(name)
      string(value)
    }

    mutating func member(_ name: String, _ value: UInt64) {
      key(name)
      number(value)
    }

    mutating func member(_ name: String, _ value: Int64?) {
      key(name)
      if let value { number(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: Bool) {
      key(name)
      bool(value)
    }

    /// A list of objects.
    mutating func list<Element>(_ name: String, _ elements: [Element], _ fill: (Element, inout JSONWriter) -> Void) {
      key(name)
      beginArray()
      for element in elements {
        beginObject()
        fill(element, &self)
        endObject()
      }
      endArray()
    }

    /// So much of one mint and unit.
    mutating func money(_ mint: MintURL, _ unit: String, _ amount: UInt64) {
      member("mint", mint.text)
      member("unit", unit)
      member("amount", amount)
    }
  }
#endif
