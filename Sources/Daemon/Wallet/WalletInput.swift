#if Cashu
  import Glibc
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateWire

  /// What a command works on, read and looked at before the wallet is opened.
  struct WalletInput: Sendable {
    /// The token, or the list of tokens.
    private(set) var bytes: [UInt8] = []
    /// The amount, or the number of a note.
    private(set) var amount: UInt64 = 0
    private(set) var mint: MintURL?
    private(set) var mnemonic: Mnemonic?

    init(_ order: WalletOrder) throws(WalletTrouble) {
      do throws(UsageMistake) { try check(order) } catch { throw WalletTrouble(error) }
      do throws(File.Failure) {
        switch order.verb {
        case .fund: bytes = try WalletInput.token(order.words[0])
        case .importing: bytes = try File.read(order.words[0], most: RecoveryList.longest)
        default: break
        }
      } catch {
        throw WalletTrouble(error)
      }
      if order.verb == .importing, bytes.count > RecoveryList.longest {
        throw WalletTrouble("'\(order.words[0])' is longer than any list of tokens", nil, .badData)
      }
      if order.verb == .restore { mnemonic = try WalletInput.words(order) }
    }

    private mutating func check(_ order: WalletOrder) throws(UsageMistake) {
      switch (order.verb, order.words.first) {
      case (.topup, nil):
        guard order.options.has("resume") else { throw order.mistake("needs an amount, or --resume") }
      case (.topup, _?) where order.options.has("resume"): throw order.mistake("--resume takes no amount")
      case (.send, let word?), (.topup, let word?), (.reclaim, let word?):
        guard let number = UInt64(word), number > 0 else {
          throw order.mistake("can't do with '\(word)': it takes a whole number above 0")
        }
        amount = number
      case (.mints, let word?):
        guard word == "add", order.words.count == 2 else { throw order.mistake("can only 'add URL'") }
        mint = try WalletInput.mint(order.words[1], order)
      case (.drain, _):
        guard order.options.has("out") else { throw order.mistake("needs --out FILE") }
        if order.options.has("all"), order.options.has("keep") {
          throw order.mistake("takes --all or --keep, not both")
        }
      default: break
      }
      if let typed = order.options.text("mint") { _ = try WalletInput.mint(typed, order) }
    }

    private static func mint(_ typed: String, _ order: WalletOrder) throws(UsageMistake) -> MintURL {
      guard let mint = MintURL(checked: typed) else {
        throw UsageMistake(message: "'\(typed)' is no mint's address", hint: "it takes http://… or https://…")
      }
      return mint
    }

    /// A token as it was typed, or from where it lies.
    private static func token(_ word: String) throws(File.Failure) -> [UInt8] {
      let scheme = "cashu:"
      if word == "-" { return try File.readInput(most: Token.longest) }
      if word.hasPrefix(scheme) { return Array(word.utf8.dropFirst(scheme.utf8.count)) }
      return word.hasPrefix("cashu") ? Array(word.utf8) : try File.read(word, most: Token.longest)
    }

    /// Never from the command line, which others can see.
    private static func words(_ order: WalletOrder) throws(WalletTrouble) -> Mnemonic {
      let typed: [UInt8]
      do throws(File.Failure) {
        typed =
          isatty(STDIN_FILENO) == 1
          ? HiddenLine.read(after: "The words of the seed, which are not shown: ") : try File.readInput(most: 4096)
      } catch {
        throw WalletTrouble(error)
      }
      do throws(MnemonicFlaw) { return try Mnemonic(words: String(decoding: typed, as: UTF8.self)) } catch {
        throw WalletTrouble(error.told, "write them in their order, with spaces between them", .badData)
      }
    }
  }

  /// A line from a terminal that doesn't repeat what is typed.
  private enum HiddenLine {
    /// Asks when nothing that is typed can be seen any more.
    static func read(after prompt: String) -> [UInt8] {
      var before = termios()
      let isKnown = unsafe tcgetattr(STDIN_FILENO, &before) == 0
      var hidden = before
      hidden.c_lflag &= ~tcflag_t(ECHO)
      if isKnown { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) }
      _ = File.write(Array(prompt.utf8), to: STDERR_FILENO)
      let line = readLine() ?? ""
      if isKnown { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
      _ = File.write([0x0A], to: STDERR_FILENO)
      return Array(line.utf8)
    }
  }

  extension MnemonicFlaw {
    /// Without the words themselves.
    fileprivate var told: String {
      switch self {
      case .wrongCount(let count): "a seed has 12, 15, 18, 21 or 24 words; these are \(count)"
      case .unknownWord(let place): "word \(place) is none of the list"
      case .wrongChecksum: "these words don't belong together: one is wrong, or two have changed places"
      }
    }
  }
#endif
