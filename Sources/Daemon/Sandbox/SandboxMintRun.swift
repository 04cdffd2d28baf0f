#if Sandbox
  import Glibc
  import TollGateCashu
  import TollGateHTTP
  import TollGateLinux
  import TollGateSandbox

  /// Runs a sandbox mint until it is stopped, or its parent ends.
  struct SandboxMintRun: Sendable {
    let options: Options
    let terminal: Terminal

    func run() async -> ExitCode {
      let ending = Ending()
      let (place, terms): (SandboxPlace, MintTerms)
      do throws(UsageMistake) { (place, terms) = (try SandboxPlace(options), try self.terms()) } catch {
        return CommandLineRun.refuse(error, terminal)
      }
      let mint: SandboxMint
      do throws(MintBookFailure) { mint = try open(terms) } catch {
        terminal.complain("tollgate: the mint can't open its books: \(SandboxMintRun.reason(error))")
        return .cannotWrite
      }
      do throws(SystemFailure) {
        let server = try await SandboxMintServer.open(
          mint, on: Endpoint(place.address, options.port("mint-port") ?? 3338), via: place.link,
          controlPort: options.port("control-port") ?? 2123)
        greet(server)
        let (terminal, logs) = (terminal, options.has("json"))
        try await ending.running { () throws(SystemFailure) in
          try await server.run { if logs { terminal.murmur($0 + "\n") } }
        }
        return .fine
      } catch {
        return SandboxRun.refuse(error, "--mint-port, --control-port", terminal)
      }
    }

    private func open(_ terms: MintTerms) throws(MintBookFailure) -> SandboxMint {
      if let folder = options.text("state") { return try SandboxMint(terms, folder: folder) }
      guard let mint = try? SandboxMint(terms) else { throw .noRandomNumbers }
      return mint
    }

    private static func reason(_ failure: MintBookFailure) -> String {
      switch failure {
      case .system(let failure): unsafe String(cString: strerror(failure.code))
      case .held: "another mint has them open"
      case .unreadable(let line): "line \(line) of mint.log is spoilt; nothing was changed"
      case .noRandomNumbers: "the kernel has no random numbers"
      }
    }

    private func terms() throws(UsageMistake) -> MintTerms {
      let units = (options.text("unit") ?? "sat").split(separator: ",", omittingEmptySubsequences: false).map(
        String.init)
      for unit in units where !KeysetPlan.isUnit(unit) {
        throw UsageMistake(
          message: "--unit can't be '\(unit)'", hint: "it takes sat, msat, usd, or several with commas")
      }
      // The parser has let only known words through.
      let version = options.text("keyset-version").flatMap { KeysetPlan.IDVersion(rawValue: $0) } ?? .current
      let polls = options.number("polls")
      return MintTerms(
        profile: options.text("errors").flatMap { MintProfile(rawValue: $0) } ?? .nutshell,
        keysets: units.map { KeysetPlan(unit: $0, version: version, inputFee: options.number("fee") ?? 0) },
        lightning: FakeLightning(polls: options.has("never-paid") ? nil : polls ?? 0), caches: options.has("cache"))
    }

    private func greet(_ server: SandboxMintServer) {
      let (mint, control) = ("\(server.endpoint)", "\(server.controlEndpoint)")
      let keysets = server.mint.keysets.map(\.info).filter(\.isActive)
      if options.has("json") {
        let list = keysets.map { "\"\($0.id.hex)\"" }.joined(separator: ",")
        return terminal.murmur("{\"mint\":\"\(mint)\",\"control\":\"\(control)\",\"keysets\":[\(list)]}\n")
      }
      let lines = keysets.map { "  keyset   \($0.id.hex), \($0.unit), fee \($0.inputFee)" }
      terminal.murmur(
        """
        A sandbox mint signs, and its invoices pay themselves.
          mint     http://\(mint)
          orders   http://\(control)/sandbox/control (method CONTROL)
          books    http://\(control)/sandbox/books
        \(lines.joined(separator: "\n"))

        """)
    }
  }
#endif
