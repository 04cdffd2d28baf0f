import Foundation
import Testing
import TollGateCore
import TollGateHTTP
import TollGateTestNetwork

/// Each in a process of its own: other tests open files and begin threads too.
@Suite("HTTP leaves nothing behind", .timeLimit(.minutes(2)))
struct LeftoverTests {
  @Test("1,000 requests of every ending leave no descriptor and no thread")
  func thousand() async throws {
    try await Alone.run("HTTPTests.LeftoverTests") {
      try await Leftovers.exchange(rounds: 1)
      let before = try Leftovers()
      for _ in 0..<40 { try await Leftovers.exchange(rounds: 5) }
      let after = try Leftovers()
      try #require(after.descriptors == before.descriptors, "\(before) became \(after)")
      // Forty clients and forty servers have lived. Swift's own pool may still have grown to its width.
      try #require(after.threads.count < before.threads.count + 10, "\(before) became \(after)")
    }
  }

  @Test("the threads of a client and a server bear their names, while they live")
  func living() async throws {
    try await Alone.run("HTTPTests.LeftoverTests") {
      let client = try HTTPClient()
      try await serving(script: []) { endpoint in
        _ = await client.ask(endpoint)
        let threads = try Leftovers().threads
        try #require(Set(threads).isSuperset(of: ["tollgate-client", "tollgate-server"]), "\(threads)")
      }
    }
  }

  @Test("B1: fifty endless answers at a time need no more memory than their limits")
  func memory() async throws {
    try await Alone.run("HTTPTests.LeftoverTests") {
      let client = try HTTPClient()
      let script: [HTTPStep] = [.text("HTTP/1.1 200 OK\r\n\r\n"), .repeating([0x61], upTo: 1 << 40)]
      func flood() async throws {
        try await serving(script: script) { endpoint in
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = await client.ask(endpoint) } }
          }
        }
      }
      try await flood()
      let before = try OwnMemory.peakKilobytes()
      for _ in 0..<20 { try await flood() }
      // 50 bodies of 64 KiB are 3 MiB; what a thousand would be, or one without a limit, is far beyond this.
      try #require(try OwnMemory.peakKilobytes() - before < 24 << 10)
    }
  }
}

/// What the process has open and running.
struct Leftovers {
  var descriptors: Int
  var threads: [String]

  init() throws {
    descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
      try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
    }.sorted()
  }

  /// Five requests a round: answered, cut, refused, given up, cancelled.
  static func exchange(rounds: Int) async throws {
    let client = try HTTPClient()
    let nobody = try RawSocket.listening(backlog: 1).endpoint
    try await serving { request, _ in
      switch request.target {
      case "/cut": .script([.text("HTTP/1.1 200"), .close])
      case "/hang": .script([.hang])
      default: .response(HTTPResponse())
      }
    } during: { endpoint in
      for _ in 0..<rounds {
        let hang = HTTPRequest(.get, "/hang")
        let endings = [
          await client.ask(nobody).failure, await client.ask(endpoint, HTTPRequest(.get, "/cut")).failure,
          await client.ask(endpoint, hang, within: .milliseconds(2)).failure, await client.ask(endpoint).failure,
        ]
        let expected: [HTTPFailure?] = [.refused, .cutOff, .timedOut].map { .unreachable($0) } + [nil]
        try #require(endings == expected, "\(endings)")
        await withTaskGroup(of: Void.self) { group in
          group.addTask { _ = await client.ask(endpoint, hang) }
          group.cancelAll()
        }
      }
    }
  }
}
