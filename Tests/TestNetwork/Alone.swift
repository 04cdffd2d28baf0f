import Foundation
import TollGateLinux

/// A test in a process of its own. Testing's own exit tests can't be had: their wait for a process fails when a child of
/// another test ends meanwhile.
package enum Alone {
  private static let mark = "TOLLGATE_TEST_ALONE"

  /// The other process did not do what it was run for; this is all that it said.
  package struct Failure: Error {
    package let said: String
  }

  /// Runs a test by this program, run once more for it; the suite is named with its target, as `--filter` wants it.
  package static func run(_ suite: String, _ test: String = #function, _ work: () async throws -> Void) async throws {
    guard ProcessInfo.processInfo.environment[mark] == nil else { return try await work() }
    let (code, said) = try await again(suite, test, mark: "1")
    guard code == 0, said.contains("Test run with 1 test in "), said.contains(" passed") else {
      throw Failure(said: said)
    }
  }

  /// Runs each piece of work in such a process, which it must not survive.
  package static func dies(_ suite: String, _ works: [@Sendable () -> Void], test: String = #function) async throws {
    if let number = ProcessInfo.processInfo.environment[mark].flatMap({ Int($0) }) { return works[number]() }
    for number in works.indices {
      let (code, said) = try await again(suite, test, mark: String(number))
      guard code != 0, said.contains(" started."), !said.contains("Test run with") else {
        throw Failure(said: "\(number): \(said)")
      }
    }
  }

  private static func again(_ suite: String, _ test: String, mark: String) async throws -> (code: Int32, said: String) {
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let filter = suite + "/" + NSRegularExpression.escapedPattern(for: test)
    let words = [
      "\(Self.mark)=\(mark)", "SWIFT_BACKTRACE=enable=no", program, "--filter", filter, "--testing-library",
      "swift-testing",
    ]
    let result = try await DriverThread.run(in: .own) { _ in
      Result { try ChildRun(URL(fileURLWithPath: "/usr/bin/env"), words) }
    }
    let run = try result.get()
    return (run.code, String(decoding: run.output + run.complaints, as: UTF8.self))
  }
}
