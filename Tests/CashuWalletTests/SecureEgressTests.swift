#if TLS
  import Testing
  import TollGateCashuWallet
  import TollGateCore
  import TollGateHTTP
  import TollGateTestMint

  /// Knocks at a server that speaks TLS. What stands behind it is never asked anything.
  @Suite(
    "Egress over TLS", .enabled(if: SecureDoor.isPossible, "\(SecureDoor.need)"), .timeLimit(.minutes(3)))
  struct SecureEgressTests {
    private let lo = LinkName("lo")

    @Test("C9: a handshake under a right certificate is an answer, and dates alone are told apart; no request is made")
    func handshakes() async throws {
      let authority = try await CertificateAuthority()
      let behind = try await PretendMint(.response(HTTPResponse(200)))
      let door = try await SecureDoor(to: behind.url, by: authority)
      let probe = try MintEgressProbe.forTests(trusting: authority.file)
      for (kind, egress) in [
        (.right, .answered), (.expired, .untimelyCertificate), (.future, .untimelyCertificate), (.misnamed, .silent),
      ] as [(CertificateAuthority.Kind, Egress)] {
        for target in [EgressTarget.mint(door.url(kind)), .host(door.url(kind).text)] {
          #expect(await probe.reach(target, over: lo, within: .seconds(60)) == egress, "\(kind)")
        }
      }
      let distrustful = try MintEgressProbe.forTests()
      #expect(await distrustful.reach(.mint(door.url(.right)), over: lo, within: .seconds(60)) == .silent)
      #expect(
        await probe.reach(.mint(door.url(.right)), over: LinkName("tg-missing"), within: .seconds(60)) == .silent)
      #expect(behind.requests.isEmpty)
      await behind.end()
    }

    @Test(
      "C9, F3: a host that never shakes hands costs the limit, no byte of a request leaves, and a cancelled knock ends")
    func silence() async throws {
      let host = try LoopbackSocket(listening: true)
      let url = MintURL("https://127.0.0.1:\(host.port)")
      let probe = try MintEgressProbe.forTests()
      #expect(await probe.reach(.mint(url), over: lo, within: .milliseconds(300)) == .silent)
      await #expect(throws: MintTransportFailure.unreachable(.notReached(.timedOut))) {
        try await CurlMintTransport(try CurlLine()).exchange(
          MintRequestBytes(.post, "/v1/swap", at: url, body: [1]), within: .milliseconds(300))
      }
      let knocking = Task { await probe.reach(.mint(url), over: lo, within: .hours(1)) }
      knocking.cancel()
      #expect(await knocking.value == .silent)
    }
  }
#endif
