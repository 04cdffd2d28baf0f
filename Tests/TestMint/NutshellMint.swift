import Foundation
import Synchronization
package import TollGateCore
import TollGateDriverContracts

/// A real mint (Nutshell 0.21.0) on loopback, whose invoices are paid by themselves after 0.2 s. It ends with this object, and
/// with this process.
package final class NutshellMint: Sendable {
  /// The version that the ids of its keysets have.
  package enum KeysetVersion: String, Sendable, CaseIterable {
    case zero = "00"
    case one = "01"
  }

  package struct Terms: Hashable, Sendable {
    /// In thousandths for each input.
    package var fee: Int
    package var keysets: KeysetVersion
    package var paysInvoices: Bool

    package init(fee: Int = 0, keysets: KeysetVersion = .one, paysInvoices: Bool = true) {
      self.fee = fee
      self.keysets = keysets
      self.paysInvoices = paysInvoices
    }
  }

  private static let script = Place.tree.appendingPathComponent("scripts/nutshell")

  /// Whether `scripts/nutshell install` has been there. Tests don't install anything.
  package static let isInstalled: Bool = {
    let peers = ProcessInfo.processInfo.environment["TOLLGATE_PEERS"].map { URL(fileURLWithPath: $0) }
    let whole = (peers ?? Place.tree.appendingPathComponent(".build/peers")).appendingPathComponent(
      "nutshell-0.21.0/whole")
    return FileManager.default.fileExists(atPath: whole.path)
  }()
  package static let need = "needs a real mint: run scripts/nutshell install"

  package let url: MintURL
  private let folder: URL
  private let running: Mutex<Companion?>

  /// A new one of its own. Tests that only mint and swap share one: see `shared`.
  package init(_ terms: Terms = Terms()) async throws {
    folder = try Place.folder("mint")
    let companion = try await NutshellMint.begin(folder, terms, [:])
    running = Mutex(companion)
    url = MintURL(companion.greeting)
  }

  /// What `stop` has kept goes, too.
  deinit {
    if running.withLock({ $0 == nil }) { try? FileManager.default.removeItem(at: folder) }
  }

  private static func begin(_ folder: URL, _ terms: Terms, _ more: [String: String]) async throws -> Companion {
    let settings = ["FEE_PPK": "\(terms.fee)", "KEYSET": terms.keysets.rawValue, "PAID": "\(terms.paysInvoices)"]
    return try await Companion(script, ["run", folder.path], environment: settings.merging(more) { $1 })
  }

  /// Ends the mint; its data stays until it is begun again.
  package func stop() async throws {
    let companion = running.withLock { running in
      defer { running = nil }
      return running
    }
    try await companion?.end(saying: "keep")
  }

  /// The same mint at the same address, with the same data. With another number of rotations its older keysets are inactive.
  package func restart(_ terms: Terms = Terms(), rotation: Int = 0) async throws {
    try await stop()
    guard let port = url.text.split(separator: ":").last else { throw BenchFailure("\(url) has no port") }
    let more = ["KEEP": "1", "PORT": String(port), "ROTATION": "\(rotation)"]
    let companion = try await NutshellMint.begin(folder, terms, more)
    running.withLock { $0 = companion }
  }

  /// Sats, by the mint's own tables: what it has issued for paid quotes, what is in the world, what it has paid for invoices.
  package func books() async throws -> (issued: UInt64, outstanding: UInt64, paidOut: UInt64) {
    let said = try await Companion(NutshellMint.script, ["books", folder.path]).greeting
    let sums = said.split(separator: " ").compactMap { UInt64($0) }
    guard sums.count == 3 else { throw BenchFailure("the mint's books can't be read") }
    return (sums[0], sums[1], sums[2])
  }

  /// One for all tests of this process.
  package static func shared(_ terms: Terms = Terms()) async throws -> NutshellMint {
    try await SharedMints.shared.mint(terms)
  }
}

private actor SharedMints {
  static let shared = SharedMints()
  private var mints: [NutshellMint.Terms: Task<NutshellMint, any Error>] = [:]

  func mint(_ terms: NutshellMint.Terms) async throws -> NutshellMint {
    let mint = mints[terms] ?? Task { try await NutshellMint(terms) }
    mints[terms] = mint
    return try await mint.value
  }
}
