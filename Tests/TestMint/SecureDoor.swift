import Foundation
package import TollGateCore
import TollGateDriverContracts

/// nginx with TLS before a mint on this machine: one address for each kind of certificate. It ends with this object, and with
/// this process.
package final class SecureDoor: Sendable {
  package static let isPossible = program != nil
  package static let need = "needs nginx(8): run scripts/setup"
  private static let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  /// nginx comes back when it listens, and goes on by itself; it is ended when the input ends.
  private static let script =
    #"nginx=$1; folder=$2; "$nginx" -p "$folder" -c nginx.conf -e error.log || { rm -rf "$folder"; exit 1; }; "#
    + #"echo ready; cat; kill "$(cat "$folder/nginx.pid")"; rm -rf "$folder""#

  private let ports: [CertificateAuthority.Kind: UInt16]
  private let running: Companion

  package init(to mint: MintURL, by authority: CertificateAuthority) async throws {
    guard let program = Self.program else { throw BenchFailure("no nginx") }
    // Somebody else may take a port between the finding and the using.
    for _ in 0..<4 {
      if let (ports, running) = try? await Self.begin(program, mint, authority) {
        (self.ports, self.running) = (ports, running)
        return
      }
    }
    (ports, running) = try await Self.begin(program, mint, authority)
  }

  private static func begin(
    _ program: String, _ mint: MintURL, _ authority: CertificateAuthority
  ) async throws -> ([CertificateAuthority.Kind: UInt16], Companion) {
    let folder = try Place.folder("door")
    var ports: [CertificateAuthority.Kind: UInt16] = [:]
    for kind in CertificateAuthority.Kind.allCases { ports[kind] = try LoopbackSocket().port }
    let text = configuration(ports, to: mint, authority.folder)
    try text.write(to: folder.appendingPathComponent("nginx.conf"), atomically: true, encoding: .utf8)
    let shell = URL(fileURLWithPath: "/bin/sh")
    return (ports, try await Companion(shell, ["-c", script, "sh", program, folder.path]))
  }

  /// By its name: the certificates are for that and for 127.0.0.1.
  package func url(_ kind: CertificateAuthority.Kind, host: String = "localhost") -> MintURL {
    MintURL("https://\(host):\(ports[kind] ?? 0)")
  }

  private static func configuration(
    _ ports: [CertificateAuthority.Kind: UInt16], to mint: MintURL, _ authority: URL
  ) -> String {
    let servers = ports.map { kind, port in
      """
        server {
          listen 127.0.0.1:\(port) ssl;
          ssl_certificate \(authority.path)/\(kind).pem;
          ssl_certificate_key \(authority.path)/\(kind).key;
          location / { proxy_pass \(mint); }
        }
      """
    }
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "  \($0)_temp_path \($0);" }
    return """
      \(geteuid() == 0 ? "user root;" : "")
      pid nginx.pid;
      events {}
      http {
        access_log off;
        client_max_body_size 2m;
      \(places.joined(separator: "\n"))
      \(servers.joined(separator: "\n"))
      }
      """
  }
}
