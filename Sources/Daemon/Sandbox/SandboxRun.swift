#if Sandbox
  import Glibc
  import TollGateCore
  import TollGateCrypto
  import TollGateHTTP
  import TollGateLinux
  import TollGateSandbox
  import TollGateTrace
  import TollGateWire

  /// Runs a sandbox gateway until it is stopped, or its parent ends.
  struct SandboxRun: Sendable {
    let options: Options
    let terminal: Terminal

    func run() async -> ExitCode {
      let ending = Ending()
      let (settings, key): (SandboxSettings, GatewayKey)
      do throws(UsageMistake) { (settings, key) = (try self.settings(), try self.key()) } catch {
        return CommandLineRun.refuse(error, terminal)
      }
      do throws(SystemFailure) {
        let server = try await SandboxServer.open(settings, key: key)
        greet(server, settings, key)
        let (terminal, logs) = (terminal, options.has("json"))
        try await ending.running { () throws(SystemFailure) in
          try await server.run { if logs { terminal.murmur($0 + "\n") } }
        }
        return .fine
      } catch {
        return SandboxRun.refuse(error, "--gateway-port, --control-port", terminal)
      }
    }

    static func refuse(_ failure: SystemFailure, _ options: String, _ terminal: Terminal) -> ExitCode {
      let reason = unsafe String(cString: strerror(failure.code))
      terminal.complain("tollgate: the sandbox can't listen: \(reason)\n  other ports: \(options)")
      return .failed
    }

    private func greet(_ server: SandboxServer, _ settings: SandboxSettings, _ key: GatewayKey) {
      let terms = settings.terms
      if options.has("json") {
        let door = server.registrationEndpoint.map { ",\"registration\":\"\($0)\"" } ?? ""
        terminal.murmur(
          "{\"gateway\":\"\(server.endpoint)\",\"control\":\"\(server.controlEndpoint)\"\(door),"
            + "\"pubkey\":\"\(key.publicKey.hex)\"}\n")
        return
      }
      let price = terms.prices.first.map { "\($0.price) \($0.unit)" } ?? "nothing"
      terminal.murmur(
        """
        A sandbox like \(terms.profile.rawValue) sells \(terms.stepSize) \(terms.metric) for \(price).
          gateway  http://\(server.endpoint)/
          orders   http://\(server.controlEndpoint)/sandbox/control (method CONTROL)
          books    http://\(server.controlEndpoint)/sandbox/books
          key      \(key.publicKey.hex)

        """)
    }
  }

  extension SandboxRun {
    private func settings() throws(UsageMistake) -> SandboxSettings {
      let place = try SandboxPlace(options)
      let terms = try terms()
      return SandboxSettings(
        terms, address: place.address, link: place.link, port: options.port("gateway-port") ?? 2121,
        controlPort: options.port("control-port") ?? 2122,
        registrationPort: options.port("registration-port"),
        naming: options.text("clients") == "neighbours" ? .neighbours : .derived, judge: try judge(terms))
    }

    /// Who says what a token is worth: the sandbox itself, or the mint.
    private func judge(_ terms: SandboxTerms) throws(UsageMistake) -> any TokenJudge {
      guard options.has("redeem") else { return SandboxTokens() }
      guard let price = terms.prices.first, options.has("mint") else {
        throw UsageMistake(message: "--redeem needs a mint", hint: "say which one: --mint http://127.0.0.1:3338")
      }
      let door: MintDoor?
      do throws(SystemFailure) { door = try MintDoor.to(price.mint) } catch {
        throw UsageMistake(message: "no thread for the way to the mint", hint: "try again without --redeem")
      }
      guard let door else {
        throw UsageMistake(
          message: "the sandbox can't redeem at '\(price.mint)'", hint: "it takes http and an address, not a name")
      }
      return MintJudge(price.mint, unit: price.unit, by: door)
    }

    private func terms() throws(UsageMistake) -> SandboxTerms {
      let mint = options.text("mint") ?? "https://sandbox.invalid"
      guard MintURL(checked: mint) != nil else {
        throw UsageMistake(message: "--mint can't be '\(mint)'", hint: "it takes an http or https address")
      }
      let metric = options.text("metric") ?? "milliseconds"
      let rate = options.number("rate") ?? 10
      // The parser has let only known profiles through.
      return SandboxTerms(
        profile: options.text("profile").flatMap { SandboxProfile(rawValue: $0) } ?? .rc1, metric: metric,
        stepSize: options.number("step") ?? (metric == "bytes" ? 22_020_096 : 60_000),
        prices: [
          GatewayBody.PriceTag(
            price: options.number("price") ?? 1, unit: options.text("unit") ?? "sat", mint: mint,
            minimumSteps: options.number("minimum-steps") ?? 1)
        ],
        needsRegistration: options.has("needs-registration"), requestsPerMinute: rate == 0 ? .max : rate,
        bytesPerSecond: options.number("traffic") ?? 0)
    }

    /// What was typed is not repeated: it is secret, even where it is wrong.
    private func key() throws(UsageMistake) -> GatewayKey {
      guard let typed = options.text("key") else {
        do throws(RandomFailure) { return try GatewayKey.random() } catch {
          throw UsageMistake(message: "the kernel has no random numbers", hint: "give a key by --key HEX")
        }
      }
      guard let key = Octets32(hex: typed).flatMap({ GatewayKey(secret: $0) }) else {
        throw UsageMistake(message: "--key is no secret key", hint: "it takes 64 hexadecimal digits, not all of them 0")
      }
      return key
    }
  }
#endif
