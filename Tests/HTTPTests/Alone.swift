import Foundation
import Testing
import TollGateLinux
import TollGateTestNetwork

extension LeftoverTests {
  private static let mark = "TOLLGATE_TEST_ALONE"

  /// Runs a test of this suite by this program, run once more for it. Testing's own exit tests can't be had: their wait for
  /// a process fails when a child of another test ends meanwhile.
  func alone(_ test: String = #function, _ work: () async throws -> Void) async throws {
    guard ProcessInfo.processInfo.environment[Self.mark] == nil else { return try await work() }
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let filter = "HTTPTests.LeftoverTests/" + NSRegularExpression.escapedPattern(for: test)
    let words = ["\(Self.mark)=1", program, "--filter", filter, "--testing-library", "swift-testing"]
    let result = try await DriverThread.run(in: .own) { _ in
      Result { try ChildRun(URL(fileURLWithPath: "/usr/bin/env"), words) }
    }
    let run = try result.get()
    let said = String(decoding: run.output + run.complaints, as: UTF8.self)
    #expect(run.code == 0 && said.contains("Test run with 1 test in 1 suite passed"), "\(said)")
  }
}
