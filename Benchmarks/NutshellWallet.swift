import Foundation

/// Nutshell's own wallet, choosing and reserving the proofs of the same payment from as many proofs, where scripts/nutshell has
/// installed it. It does less: it makes no token, and each of its commits is synced only as SQLite does by default.
enum NutshellWallet {
  private static let turns = 15
  /// Storing more would take it minutes.
  private static let most = 10_000

  static func report(beside ours: [(size: Int, seconds: Double)]) {
    guard let environment = output("scripts/nutshell", ["install"])?.first else {
      return print("wallet: Nutshell is not here to compare with: scripts/nutshell install")
    }
    let sizes = ours.map(\.size).filter { $0 <= most }
    let lines = output(
      environment + "/bin/python", ["Benchmarks/nutshell-wallet.py", "\(turns)"] + sizes.map(String.init))
    for line in lines ?? [] {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      guard numbers.count == 3, let own = ours.first(where: { $0.size == Int(numbers[0]) }), own.seconds > 0 else {
        continue
      }
      Report.row(
        "Nutshell's wallet from \(Int(numbers[0])) proofs", "-", "\(numbers[1]) µs", "",
        "\(Int(numbers[1] / own.seconds / 1e6)) × ours; median \(numbers[2]) µs")
    }
  }

  /// What a program has printed, by lines; nothing if it failed.
  private static func output(_ program: String, _ arguments: [String]) -> [String]? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let said = Pipe()
    process.standardOutput = said
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text.split(separator: "\n").map(String.init) : nil
  }
}
