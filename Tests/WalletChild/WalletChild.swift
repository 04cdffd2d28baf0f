import Glibc
import TollGateCashuWallet
import TollGateCore

/// A process that opens the wallet of a folder and comes to a bad end, for the tests of what is on the disk then.
@main
struct WalletChild {
  static func main() async throws {
    #if Cashu
      let arguments = CommandLine.arguments
      guard arguments.count == 4, let price = UInt64(arguments[3]) else { exit(64) }
      let child = WalletChild(folder: arguments[2], price: price)
      switch arguments[1] {
      case "pay-and-die": try await child.payAndDie()
      case "pay-without-room": try await child.payWithoutRoom()
      case "pay-for-ever": try await child.payForEver()
      case "hold": try await child.hold()
      case "story", "aloud":
        let story = try await Story(folder: arguments[2], port: price, isLoud: arguments[1] == "aloud")
        try await story.tell(Story.tokens(in: arguments[2]))
      default: exit(64)
      }
    #endif
  }

  let folder: String
  let price: UInt64

  #if Cashu
    /// The moment after `prepare` has returned is its last.
    private func payAndDie() async throws {
      let provider = CashuPaymentProvider(try await WalletThread.open(folder: folder))
      let prepared = try await provider.prepare(order, within: Pace.mint)
      say("\(prepared.gross.count) \(prepared.fingerprint.value)")
      kill(getpid(), SIGKILL)
    }

    /// Prepares, releases and forgets until somebody ends it.
    private func payForEver() async throws {
      let provider = CashuPaymentProvider(try await WalletThread.open(folder: folder, patience: .milliseconds(1)))
      for number in UInt64(1)... {
        var order = order
        order.id = OperationID(epoch: UInt64(getpid()), number: number)
        order.offer.price = Sats(1 + number % price)
        _ = try await provider.prepare(order, within: Pace.mint)
        _ = try await provider.settle(order.id, .released, within: Pace.mint)
        if number.isMultiple(of: 2) { try await provider.forget(order.id) }
        say("\(number)\n")
      }
    }

    /// No file of this process may grow any more.
    private func payWithoutRoom() async throws {
      let provider = CashuPaymentProvider(try await WalletThread.open(folder: folder))
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1, rlim_max: 1)
      _ = unsafe setrlimit(__rlimit_resource_t(1), &limit)
      do {
        _ = try await provider.prepare(order, within: Pace.mint)
        say("paid")
      } catch {
        say("\(error)")
      }
    }

    /// Keeps it open until its input ends.
    private func hold() async throws {
      let thread = try await WalletThread.open(folder: folder)
      say("open\n")
      while readLine() != nil {}
      withExtendedLifetime(thread) {}
    }
  #endif

  private var order: PaymentOrder {
    let gateway = GatewayID(link: LinkName("tg0"), address: .v4(0xC000_0201), attachment: Attachment(1))
    let offer = Offer(
      metric: .milliseconds, stepSize: 60_000, price: Sats(price), unit: .sat, mint: MintURL("https://mint.example"))
    return PaymentOrder(
      id: OperationID(epoch: 41, number: 1), seller: Seller(gateway: gateway, key: PublicKey(Bytes32(7, 7, 7, 7))),
      offer: offer, steps: 1, limit: Sats(2 * price), mayContactMint: false)
  }

  private func say(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }
}
