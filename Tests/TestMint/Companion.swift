import Foundation
import Synchronization
import TollGateDriverContracts
import TollGateLinux

/// A program that runs as long as somebody holds this: it ends when its input does, be it that this process is killed.
final class Companion: Sendable {
  private let process: Process
  private let input = Pipe()
  private let output = Pipe()
  /// The first line that it has said: that it is ready.
  let greeting: String

  /// Comes back with the greeting.
  init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) async throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    self.process = process
    let said = output.fileHandleForReading
    greeting = try await DriverThread.run("tollgate-peer", in: .own) { _ in
      Result {
        Companion.hearSignals()
        try process.run()
        return Companion.line(said)
      }
    }.get()
    guard !greeting.isEmpty else { throw BenchFailure("\(program.lastPathComponent) has ended before it was ready") }
  }

  deinit { try? input.fileHandleForWriting.close() }

  /// The threads of tasks block signals, and children are born with what their parent's thread blocks: they could not be ended.
  private static func hearSignals() {
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  }

  private static func line(_ file: FileHandle) -> String {
    var bytes: [UInt8] = []
    while let byte = try? file.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Comes back when it is gone.
  func end(saying last: String = "") async throws {
    try input.fileHandleForWriting.write(contentsOf: Data(last.utf8))
    try? input.fileHandleForWriting.close()
    let process = process
    try await DriverThread.run("tollgate-peer", in: .own) { _ in process.waitUntilExit() }
  }
}
