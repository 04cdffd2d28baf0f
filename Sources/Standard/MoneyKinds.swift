import TollGateCashuWallet
import TollGateCore
import TollGateHTTP
import TollGateHost
import TollGateLinux

/// What pays, and what proves that paid access works: both know how to reach mints.
enum MoneyKinds {
  #if Cashu
    static let cashu = Registration<any PaymentProvider>(
      "cashu", "ecash of Cashu mints, kept in the state folder", MintSection.table
    ) { section, place throws(DriverFailure) in
      let transport = try transport(section)
      do throws(WalletFailure) {
        return CashuPaymentProvider(try await CashuWallet.open(folder: place.folder, transport))
      } catch {
        throw DriverFailure(error.sentence)
      }
    }

    private static func transport(_ section: MintSection) throws(DriverFailure) -> some MintTransport {
      #if TLS
        CurlMintTransport(try line(section))
      #else
        HTTPMintTransport(try client())
      #endif
    }
  #endif

  static let knock = Registration<any EgressProbe>(
    "knock", "asks a mint or a host over the paid link", MintSection.table
  ) { section, _ throws(DriverFailure) in
    #if TLS
      MintEgressProbe(try client(), try line(section))
    #else
      MintEgressProbe(try client())
    #endif
  }

  private static func client() throws(DriverFailure) -> HTTPClient {
    do throws(SystemFailure) { return try HTTPClient() } catch {
      throw DriverFailure("the system has no descriptors or threads to spare")
    }
  }

  #if TLS
    private static func line(_ section: MintSection) throws(DriverFailure) -> CurlLine {
      do throws(SystemFailure) {
        return try CurlLine(authorities: section.authorities.isEmpty ? nil : section.authorities)
      } catch {
        throw DriverFailure("the system has no descriptors to spare")
      }
    }
  #endif
}

/// What may be written about the way to mints.
struct MintSection: Sendable {
  var authorities = ""

  static let table = ConfigTable(
    MintSection(),
    [
      ConfigKey(
        "authorities",
        .text(
          "a path from the root, or nothing", like: "/etc/ssl/my-ca.pem",
          of: { $0.isEmpty || $0.hasPrefix("/") ? $0 : nil }, as: { $0 }),
        \.authorities, "a file of certificate authorities that mints are checked against, instead of the system's")
    ])
}
