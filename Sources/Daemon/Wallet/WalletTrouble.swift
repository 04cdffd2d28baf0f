#if Cashu
  import Glibc
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateHost
  import TollGateLinux
  import TollGateTrace

  /// Why a command of the wallet has come to nothing, what to do about it, and how the program ends.
  struct WalletTrouble: Error, Hashable, Sendable {
    var message: String
    var hint: String?
    var code: ExitCode

    init(_ message: String, _ hint: String? = nil, _ code: ExitCode) {
      (self.message, self.hint, self.code) = (message, hint, code)
    }

    func refuse(_ terminal: Terminal) -> ExitCode {
      terminal.complain("tollgate: \(message)" + (hint.map { "\n  \($0)" } ?? ""))
      return code
    }
  }

  extension WalletTrouble {
    init(_ mistake: UsageMistake) { self.init(mistake.message, mistake.hint, .usage) }

    init(_ failure: File.Failure) {
      self.init("can't read '\(failure.path)': \(failure.reason)", nil, .noInput)
    }

    init(_ failure: StateFolder.Failure, _ path: String) {
      switch failure {
      case .inUse:
        self.init(
          "another process works in '\(path)'", "end it first: only one at a time may have the wallet", .tryLater)
      case .system(let failure):
        let reason = WalletTrouble.words(failure.code)
        self.init(
          "can't work in '\(path)': \(reason)", "name a folder of your own: --state DIR", .cannotWrite)
      }
    }

    init(_ failure: WalletFailure) {
      // Mints put words of their own into it.
      self.init(Wording.printable(failure.told, most: 400), failure.advice, failure.code)
    }

    static func words(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
  }

  extension WalletFailure {
    fileprivate var told: String {
      switch self {
      case .notAToken(let flaw): "this is no token: \(flaw.told)"
      case .file(let code): "the file can't be written: \(WalletTrouble.words(code))"
      default: sentence
      }
    }

    fileprivate var advice: String? {
      switch self {
      case .store(.full): "make room on the disk, and try again; nothing was lost"
      case .store(.readOnly): "make the folder writable, or name another one: --state DIR"
      case .insufficient: "'tollgate wallet balance' says what can be spent at which mint"
      case .noExactChange: "without --offline the mint makes change; or choose another amount"
      case .mint(.unreachable(.noTLS)): "build it with the trait TLS: swift build --traits Cashu,TLS"
      case .mint(.unreadable):
        "a portal's page, or another address; 'tollgate wallet check' finds out whether anything came of it"
      case .mint(let failure) where failure.mayHaveHappened: "'tollgate wallet check' finds out what came of it"
      case .mint(.unreachable): "try again when the mint can be reached"
      case .unsettled: "a payment is settled by 'tollgate run', as soon as its mint answers"
      case .known: "'tollgate wallet balance' counts it"
      default: nil
      }
    }

    fileprivate var code: ExitCode {
      switch self {
      case .store(.busy), .unsettled: .tryLater
      case .store(.corrupt), .store(.tooNew), .notAToken: .badData
      case .store, .file: .cannotWrite
      case .mint(.unreachable(.noTLS)), .mint(.unreachable(.noLibrary)): .unavailable
      case .mint(.refused(let refusal)) where refusal.meaning != .outcomeUnknown: .failed
      case .mint: .tryLater
      default: .failed
      }
    }
  }

  extension TokenFlaw {
    /// For a person; nothing of what the token holds.
    fileprivate var told: String {
      switch self {
      case .notAToken: "it doesn't begin with cashuA or cashuB"
      case .unknownVersion: "it is of a version that came after this program"
      case .tooLong: "it is longer than any token"
      case .badBase64: "a character in it can't be there; was it copied whole?"
      case .badCBOR, .badJSON, .badMember: "what is in it can't be read; was it copied whole?"
      case .severalMints: "it holds money of several mints, and can't be redeemed in one piece"
      case .empty: "nothing is in it"
      case .secretTwice: "it holds the same money twice"
      case .tooMuch: "it claims more than there can be"
      case .zeroAmount: "a part of it is worth nothing"
      }
    }
  }
#endif
