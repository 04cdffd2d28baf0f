import Foundation
import Testing
import TollGateCore
import TollGateJSON
import TollGateLinux
import TollGateStandard
import TollGateTestNetwork

@testable import TollGateHost

@Suite(.timeLimit(.minutes(1))) struct ControlTests {
  /// A server beside the test, until the test is over.
  private func serving(
    _ answer: @escaping @Sendable ([UInt8]) async -> [UInt8], _ test: @Sendable (String) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/control"
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await ControlServer(at: path).run(answer) }
      while !isListening(path) { await Task.yield() }
      try await test(path)
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// The path is there before anybody listens at it.
  private func isListening(_ path: String) -> Bool {
    do {
      _ = try LocalSocket.connect(to: path)
      return true
    } catch {
      return false
    }
  }

  private func ask(_ text: String, _ path: String) async throws -> String {
    String(decoding: try await ControlClient.ask(Array(text.utf8), at: path), as: UTF8.self)
  }

  @Test("H3: one line in is one line out")
  func echo() async throws {
    try await serving({ Array($0.reversed()) }) { path in
      let (one, two) = (try await ask("abc", path), try await ask("xy", path))
      #expect(one == "cba" && two == "yx")
    }
  }

  @Test("H3: the socket is for the owner and his group alone")
  func mode() async throws {
    try await serving({ $0 }) { path in
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o660)
    }
  }

  @Test("H3: many may ask at the same time, and each gets his own answer")
  func crowd() async throws {
    try await serving({ $0 }) { path in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          group.addTask { try await self.ask("\(number)", path) == "\(number)" }
        }
        for try await isRight in group { #expect(isRight) }
      }
    }
  }

  @Test("H3: who hangs up without a word keeps nobody from asking")
  func hangUps() async throws {
    try await serving({ $0 }) { path in
      for _ in 0..<20 { _ = try LocalSocket.connect(to: path) }
      let answer = try await ask("still there", path)
      #expect(answer == "still there")
    }
  }

  @Test("H3: a daemon that is not there is said to be so")
  func nobody() async throws {
    let folder = try TemporaryFolder()
    await #expect(throws: SystemFailure.self) { try await ControlClient.ask([1], at: folder.path + "/control") }
  }

  @Test("H1, H3: a running daemon says why, and what it can't do")
  func desk() async throws {
    let folder = try TemporaryFolder()
    let life = try await DaemonLife(try LifeTests.configuration(folder), .standard)
    let desk = ControlDesk(life.runtime)
    let opened = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await life.run { _, _, effects, _ in
          if effects.contains(where: { if case .report(.sessionOpened) = $0 { true } else { false } }) {
            opened.continuation.finish()
          }
        }
      }
      for await _ in opened.stream {}
      let why = try JSONReader.read(await desk.answer(to: Array("{\"command\":\"why\"}".utf8)))
      #expect(why["text"]?.string?.hasPrefix("Paid access: yes, through 192.168.1.1 on wlan0") == true)
      for line in ["", "{}", "[", "{\"command\":\"dance\"}", "{\"command\":\"resume\",\"gateway\":\"zz\"}"] {
        let answer = try JSONReader.read(await desk.answer(to: Array(line.utf8)))
        #expect(answer["ok"]?.bool == false && answer["problem"]?.string?.isEmpty == false, "\(line)")
      }
      life.runtime.end()
    }
    let late = try JSONReader.read(await desk.answer(to: Array("{\"command\":\"why\"}".utf8)))
    #expect(late["ok"]?.bool == false)
  }
}
