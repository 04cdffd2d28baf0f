import Foundation

/// Runs the program that was built beside these tests.
struct Program {
  struct Run {
    var code: Int32
    var output: String
    var complaints: String
  }

  static var path: String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
    return tests.deletingLastPathComponent().appendingPathComponent("tollgate").path
  }

  static func run(_ arguments: String...) throws -> Run { try run(arguments) }

  static func run(_ arguments: [String]) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (output, complaints) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      complaints: String(decoding: complained, as: UTF8.self))
  }

  /// A path for one test's file; the caller removes it.
  static func scratch(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)-\(name)").path
  }
}
