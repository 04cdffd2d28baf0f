import Foundation
import TollGateTestNetwork

/// Runs the program that was built beside these tests.
struct Program {
  struct Run {
    var code: Int32
    var output: String
    var complaints: String
  }

  static func run(_ arguments: String...) throws -> Run { try run(arguments) }

  static var path: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("tollgate")
  }

  static func run(_ arguments: [String]) throws -> Run { try run(path, arguments) }

  static func run(_ program: URL, _ arguments: [String]) throws -> Run {
    let run = try ChildRun(program, arguments)
    return Run(
      code: run.code, output: String(decoding: run.output, as: UTF8.self),
      complaints: String(decoding: run.complaints, as: UTF8.self))
  }

  /// A path for one test's file; the caller removes it.
  static func scratch(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)-\(name)").path
  }
}
