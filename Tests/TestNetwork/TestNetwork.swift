package import Foundation
import Synchronization
import TollGateDriverContracts
package import TollGateLinux

/// A network namespace of one test, arranged with `ip`. It goes with the object.
package final class TestNetwork: Sendable {
  package static let isPossible = geteuid() == 0 && (try? runNow(["-V"], input: nil)) != nil
  package static let need = "needs root and ip(8), since it makes network namespaces"

  private static let made = Mutex(0)
  package let name: String

  package init() async throws {
    let number = TestNetwork.made.withLock { made in
      made += 1
      return made
    }
    name = "tollgate-\(getpid())-\(number)"
    try await TestNetwork.ip(["netns", "add", name])
    try await ip("link set lo up")
  }

  deinit { _ = try? TestNetwork.runNow(["netns", "del", name], input: nil) }

  package var namespace: NetworkNamespace { .file("/run/netns/\(name)") }

  @discardableResult
  package func ip(_ command: String) async throws -> Data {
    try await TestNetwork.ip(["-n", name] + command.split(separator: " ").map(String.init))
  }

  /// Many commands in one process.
  package func batch(_ lines: [String]) async throws {
    try await TestNetwork.ip(
      ["-n", name, "-batch", "-"], input: Data(lines.joined(separator: "\n").utf8))
  }

  package func links(_ names: String...) async throws {
    for name in names {
      try await batch([
        "link add \(name) type veth peer name \(name)p", "link set \(name)p up", "link set \(name) up",
      ])
    }
  }

  package func json(_ command: String) async throws -> [[String: Any]] {
    let data = try await ip("-j " + command)
    return data.isEmpty ? [] : try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
  }

  @discardableResult
  package static func ip(_ arguments: [String], input: Data? = nil) async throws -> Data {
    // On a thread of its own: waiting for a process would hold up the tasks of the drivers.
    let result = try await DriverThread.run(in: .own) { _ in Result { try runNow(arguments, input: input) } }
    return try result.get()
  }

  /// Where `ip` lies; looked up once, since it is run thousands of times.
  package static let program: URL = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let path = (folders + ["/sbin", "/usr/sbin"]).map { $0 + "/ip" }.first(where: FileManager.default.isExecutableFile)
    return URL(fileURLWithPath: path ?? "/sbin/ip")
  }()

  private static func runNow(_ arguments: [String], input: Data?) throws -> Data {
    // A file, since a pipe that nobody reads to its end would block us.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try (input ?? Data()).write(to: file)
    let run = try ChildRun(program, arguments, input: FileHandle(forReadingFrom: file))
    guard run.code == 0 else {
      throw BenchFailure("ip \(arguments.joined(separator: " ")): \(String(decoding: run.complaints, as: UTF8.self))")
    }
    return run.output
  }
}
