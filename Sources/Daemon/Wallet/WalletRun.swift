#if Cashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateHost
  import TollGateLinux

  /// One command of the wallet, from the lock of its folder to the end.
  struct WalletRun: Sendable {
    static let usualFolder = "/var/lib/tollgate"

    let order: WalletOrder
    let terminal: Terminal

    func run() async -> ExitCode {
      do throws(WalletTrouble) {
        let input = try WalletInput(order)
        let path = order.options.text("state") ?? WalletRun.usualFolder
        let folder = try lock(path)
        return try await work(try await open(folder.path, input), input)
      } catch {
        return error.refuse(terminal)
      }
    }

    private func lock(_ path: String) throws(WalletTrouble) -> StateFolder {
      do throws(StateFolder.Failure) { return try StateFolder(path) } catch { throw WalletTrouble(error, path) }
    }

    private func open(_ folder: String, _ input: WalletInput) async throws(WalletTrouble) -> WalletDesk {
      let transport = try transport()
      do throws(WalletFailure) {
        guard let words = input.mnemonic else {
          return WalletDesk(order, try await CashuWallet.open(folder: folder, transport), terminal)
        }
        let thread: WalletThread
        let isAdopted: Bool
        do throws(StoreFailure) {
          thread = try await WalletThread.open(folder: folder)
          isAdopted = try await thread.run { store throws(StoreFailure) in try store.adopt(words) }
        } catch {
          throw .store(error)
        }
        if isAdopted { return WalletDesk(order, CashuWallet(thread, transport), terminal) }
      } catch {
        throw WalletTrouble(error)
      }
      throw WalletTrouble(
        "this wallet has other words, and money or invoices that hang on them",
        "restore into a new folder: --state DIR", .failed)
    }

    private func transport() throws(WalletTrouble) -> any MintTransport {
      if order.options.has("offline") { return NobodyAsked() }
      do throws(SystemFailure) {
        #if TLS
          return CurlMintTransport(try CurlLine())
        #else
          return HTTPMintTransport(try HTTPClient(userAgent: "tollgate/\(Version.number)"))
        #endif
      } catch {
        throw WalletTrouble("no way to any mint: \(WalletTrouble.words(error.code))", nil, .failed)
      }
    }

    private func work(_ desk: WalletDesk, _ input: WalletInput) async throws(WalletTrouble) -> ExitCode {
      switch order.verb {
      case .fund: try await desk.fund(input.bytes)
      case .send: try await desk.send(input.amount)
      case .topup: try await desk.topUp(input.amount)
      case .balance: try await desk.balance()
      case .history: try await desk.history()
      case .restore: try await desk.restore()
      case .drain: try await desk.drain()
      case .reclaim: try await desk.reclaim(order.words.isEmpty ? nil : Int64(clamping: input.amount))
      case .check: order.options.has("show-words") ? try await desk.showWords() : try await desk.check()
      case .mints: try await desk.mints(adding: input.mint)
      case .importing: try await desk.importTokens(input.bytes)
      }
    }
  }

  /// For --offline: nothing leaves this machine.
  private struct NobodyAsked: MintTransport {
    @concurrent func exchange(
      _ request: MintRequestBytes, within limit: Interval
    ) async throws(MintTransportFailure) -> MintReplyBytes {
      throw .unreachable(.notReached(.noRoute))
    }
  }
#endif
