import Foundation
import TollGateDriverContracts
import TollGateLinux
import TollGateTestNetwork

/// A private authority that makes certificates of every kind of badness, by openssl(1).
package final class CertificateAuthority: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case right, expired, future
    /// For another name than its server has.
    case misnamed
  }

  private static let configuration = """
    [ca]
    default_ca = here
    [here]
    dir = .
    database = index.txt
    serial = serial
    new_certs_dir = .
    default_md = sha256
    policy = anything
    copy_extensions = copy
    unique_subject = no
    [anything]
    commonName = supplied
    """

  let folder: URL

  package init() async throws {
    folder = try Place.folder("authority")
    for (name, text) in [("ca.conf", Self.configuration), ("index.txt", ""), ("serial", "01")] {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    try await openssl(
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 -subj /CN=authority "
        + "-addext basicConstraints=critical,CA:TRUE")
    for kind in Kind.allCases { try await sign(kind) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What clients trust who trust this authority.
  package var file: String { folder.appendingPathComponent("ca.pem").path }

  private func sign(_ kind: Kind) async throws {
    let names = kind == .misnamed ? "DNS:mint.invalid" : "DNS:localhost,IP:127.0.0.1"
    let dates =
      switch kind {
      case .right, .misnamed: ("20000101000000Z", "21000101000000Z")
      case .expired: ("20000101000000Z", "20010101000000Z")
      case .future: ("20990101000000Z", "21000101000000Z")
      }
    try await openssl(
      "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(kind).key -out \(kind).csr -subj /CN=\(kind) "
        + "-addext subjectAltName=\(names)")
    try await openssl(
      "ca -batch -config ca.conf -cert ca.pem -keyfile ca.key -in \(kind).csr -out \(kind).pem -notext "
        + "-startdate \(dates.0) -enddate \(dates.1)")
  }

  private func openssl(_ command: String) async throws {
    let line = #"cd "$1" && shift && exec openssl "$@""#
    let arguments = ["-c", line, "sh", folder.path] + command.split(separator: " ").map(String.init)
    // On a thread of its own: waiting for a process would hold up the tasks.
    let run = try await DriverThread.run("tollgate-peer", in: .own) { _ in
      Result { try ChildRun(URL(fileURLWithPath: "/bin/sh"), arguments) }
    }.get()
    guard run.code == 0 else {
      throw BenchFailure("openssl \(command): \(String(decoding: run.complaints, as: UTF8.self))")
    }
  }
}
