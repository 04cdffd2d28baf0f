#if TLS
  import Foundation
  import Testing
  import TollGateCashu
  import TollGateCashuWallet
  import TollGateCore
  import TollGateTestMint

  /// https: the real mint behind nginx, under a private authority.
  @Suite(
    "A mint behind TLS", .enabled(if: NutshellMint.isInstalled, "\(NutshellMint.need)"),
    .enabled(if: SecureDoor.isPossible, "\(SecureDoor.need)"), .timeLimit(.minutes(5)))
  struct SecureMintTests {
    private let authority: CertificateAuthority
    private let door: SecureDoor

    init() async throws {
      authority = try await CertificateAuthority()
      door = try await SecureDoor(to: try await NutshellMint.shared().url, by: authority)
    }

    private func client(trusting file: String?) throws -> MintClient {
      MintClient(CurlMintTransport(try CurlLine(authorities: file)))
    }

    private func failure(at url: MintURL, trusting file: String?) async throws -> MintFailure? {
      let client = try client(trusting: file)
      do throws(MintFailure) {
        // The body of a swap must never leave where a certificate is wrong.
        _ = try await client.swap(SwapRequest(inputs: [], outputs: []), at: url, within: .seconds(60))
        return nil
      } catch {
        return error
      }
    }

    @Test(
      "Under the authority that is trusted, money is made and changed over https",
      arguments: ["localhost", "127.0.0.1"])
    func right(_ host: String) async throws {
      let client = try client(trusting: authority.file)
      let customer = try await MintCustomer(client, at: door.url(.right, host: host))
      let coins = try await customer.coins([8, 4])
      let outputs = try customer.outputs([4, 8])
      #expect(try customer.proofs(outputs, try await customer.swap(coins, outputs)).count == 2)
    }

    @Test("A certificate of nobody whom we trust, or for another name, is refused, and nothing has left")
    func wrong() async throws {
      let stranger = try await CertificateAuthority()
      let missing = authority.file + ".missing"
      for (kind, file) in [
        (.right, nil), (.right, stranger.file), (.right, missing), (.misnamed, authority.file),
        // What is wrong with its dates is the least that is wrong with it.
        (.expired, nil), (.future, stranger.file),
      ] as [(CertificateAuthority.Kind, String?)] {
        let failure = try await failure(at: door.url(kind), trusting: file)
        #expect(failure == .unreachable(.refusedCertificate), "\(kind) under \(file ?? "the system's authorities")")
      }
    }

    @Test("C9: a certificate whose dates alone are wrong is told from one that isn't trusted")
    func untimely() async throws {
      for kind in [CertificateAuthority.Kind.expired, .future] {
        let failure = try await failure(at: door.url(kind), trusting: authority.file)
        #expect(failure == .unreachable(.untimelyCertificate) && failure?.mayHaveHappened == false)
      }
    }

    @Test("http where https is spoken, and https where http is: no answer of a mint, and no certificate either")
    func mixed() async throws {
      let plain = MintURL(door.url(.right).text.replacingOccurrences(of: "https", with: "http"))
      let failure = try await failure(at: plain, trusting: authority.file)
      #expect(failure == .unreadable(.notJSON))
      let secure = MintURL(try await NutshellMint.shared().url.text.replacingOccurrences(of: "http", with: "https"))
      let other = try await self.failure(at: secure, trusting: authority.file)
      #expect(other == .unreachable(.notReached(.cutOff)))
    }

    @Test("Where libcurl is missing there is a reason that names its package, also for http")
    func missing() async throws {
      let line = try CurlLine(libraryName: "libcurl-that-is-nowhere.so.4")
      let client = MintClient(CurlMintTransport(line))
      for url in [door.url(.right), try await NutshellMint.shared().url] {
        let failure = await #expect(throws: MintFailure.self) { try await client.info(at: url, within: .seconds(60)) }
        #expect(failure == .unreachable(.noLibrary) && failure?.sentence.contains("libcurl4") == true)
      }
    }
  }

  @Suite struct CurlLinkTests {
    @Test("N: a program that can ask https mints needs no libcurl to start")
    func linkage() throws {
      let program = try #require(Bundle.main.executablePath)
      let run = Process()
      let said = Pipe()
      run.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      run.arguments = ["readelf", "-d", program]
      run.standardOutput = said
      try run.run()
      let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      run.waitUntilExit()
      #expect(text.contains("(NEEDED)") && text.contains("libsecp256k1"))
      #expect(!text.contains("libcurl"))
    }
  }
#endif
