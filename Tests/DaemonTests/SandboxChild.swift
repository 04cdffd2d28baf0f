#if Sandbox
  import Foundation
  import Testing
  import TollGateCore
  import TollGateHTTP

  /// The program, running; it is killed at the end of its test at the latest.
  final class SandboxChild {
    private let process = Process()
    private let output = Pipe()
    private(set) var places: [String: Any] = [:]

    /// A shell goes before it, if something is to be set for it.
    init(_ options: [String], after preparation: String = "true") throws {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", preparation + #"; exec "$0" sandbox "$@""#, Program.path.path] + options + ["--json"]
      process.standardOutput = output
      try process.run()
      var said = Data()
      while said.last != 10 {
        let more = output.fileHandleForReading.availableData
        guard !more.isEmpty else { break }
        said += more
      }
      places = try JSONSerialization.jsonObject(with: said) as? [String: Any] ?? [:]
    }

    deinit { kill() }

    func endpoint(_ name: String) throws -> Endpoint {
      let text = try #require(places[name] as? String)
      return Endpoint(.v4(0x7F00_0001), try #require(UInt16(text.split(separator: ":").last ?? "")))
    }

    func kill() {
      guard process.isRunning else { return }
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }
#endif
