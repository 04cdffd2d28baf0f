import Foundation
import Synchronization
import TollGateDriverContracts
import TollGateLinux
import TollGateTestNetwork

extension Program {
  /// Runs the program in a network of the test's own; on a thread, since waiting would hold up tasks.
  static func run(_ arguments: [String], in network: TestNetwork) async throws -> Run {
    let result = try await DriverThread.run(in: .own) { _ in
      Result { try run(TestNetwork.program, ["netns", "exec", network.name, path.path] + arguments) }
    }
    return try result.get()
  }

  /// What a process holds.
  struct Footprint: CustomStringConvertible {
    var descriptors: Int
    var threads: Int
    var anonymousKiB: Int
    var description: String { "\(descriptors) descriptors, \(threads) threads, \(anonymousKiB) KiB" }
  }

  /// The program while it runs, with the lines that it prints.
  final class Running: Sendable {
    private struct State {
      var bytes: [UInt8] = []
      var hasEnded = false
    }

    private let process: Process
    private let state: Mutex<State>
    private let output: Pipe

    init(_ arguments: [String], in network: TestNetwork) throws {
      process = Process()
      output = Pipe()
      process.executableURL = TestNetwork.program
      process.arguments = ["netns", "exec", network.name, Program.path.path] + arguments
      process.standardOutput = output
      state = Mutex(State())
      output.fileHandleForReading.readabilityHandler = { [self] file in take(file.availableData) }
      try process.run()
    }

    private func take(_ data: Data) {
      if data.isEmpty { output.fileHandleForReading.readabilityHandler = nil }
      state.withLock {
        $0.bytes += data
        $0.hasEnded = $0.hasEnded || data.isEmpty
      }
    }

    /// The next whole line that is like this; those before are thrown away.
    func line(where wanted: (String) -> Bool) async -> String? {
      let limit = ContinuousClock.now + .seconds(60)
      while ContinuousClock.now < limit {
        let (line, hasEnded) = state.withLock { state -> (String?, Bool) in
          guard let end = state.bytes.firstIndex(of: UInt8(ascii: "\n")) else { return (nil, state.hasEnded) }
          defer { state.bytes.removeSubrange(...end) }
          return (String(decoding: state.bytes[..<end], as: UTF8.self), false)
        }
        if let line, wanted(line) { return line }
        if hasEnded { return nil }
        if line == nil { try? await Task.sleep(for: .milliseconds(2)) }
      }
      return nil
    }

    /// Throws away what it has printed so far.
    func forget() {
      state.withLock { state in
        guard let end = state.bytes.lastIndex(of: UInt8(ascii: "\n")) else { return }
        state.bytes.removeSubrange(...end)
      }
    }

    func footprint() throws -> Footprint {
      let folder = "/proc/\(process.processIdentifier)"
      let status = try String(contentsOfFile: folder + "/status", encoding: .utf8)
      func number(_ key: String) throws -> Int {
        let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") }
        guard let number = line?.split(whereSeparator: { !$0.isNumber }).last.flatMap({ Int($0) }) else {
          throw BenchFailure("no \(key) in /proc")
        }
        return number
      }
      return Footprint(
        descriptors: try FileManager.default.contentsOfDirectory(atPath: folder + "/fd").count,
        threads: try number("Threads"), anonymousKiB: try number("RssAnon"))
    }

    func stop() {
      process.terminate()
      process.waitUntilExit()
    }
  }
}
