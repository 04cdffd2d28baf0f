import Foundation
import Glibc
import Testing
import TollGateLinux

@Suite("Many descriptors and one wait", .timeLimit(.minutes(2)))
struct PollerTests {
  /// Whether this process has a timer on that clock that ends within these seconds.
  private static func hasTimer(on clock: clockid_t, seconds: ClosedRange<Int>) -> Bool {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fdinfo")) ?? []
    return files.contains { file in
      guard let text = try? String(contentsOfFile: "/proc/self/fdinfo/\(file)", encoding: .utf8) else { return false }
      let lines = text.split(separator: "\n")
      let left = lines.first { $0.hasPrefix("it_value: (") }?.dropFirst("it_value: (".count).prefix { $0 != "," }
      return lines.contains("clockid: \(clock)") && seconds.contains(left.flatMap { Int($0) } ?? -1)
    }
  }

  @Test("E6: a wait goes by the clock that goes on while the machine sleeps, as its deadlines do")
  func clock() async throws {
    let poller = try Poller()
    let waiting = Task {
      try await DriverThread.run(in: .own) { _ throws(SystemFailure) in try poller.wait(milliseconds: 7_000_000).count }
    }
    let seconds = 6_000...7_000
    var isSeen = false
    let began = ContinuousClock.now
    while !isSeen, ContinuousClock.now - began < .seconds(20) {
      isSeen = Self.hasTimer(on: CLOCK_BOOTTIME, seconds: seconds)
      await Task.yield()
    }
    #expect(isSeen)
    poller.ring()
    #expect(try await waiting.value == 0)
    // The next wait ends by its own time, and not by what is left of the last one.
    #expect(try poller.wait(milliseconds: 0).isEmpty)
    #expect(Self.hasTimer(on: CLOCK_BOOTTIME, seconds: seconds) == false)
  }

  @Test("a wait lasts as long as was asked for, again and again, unless somebody rings")
  func length() throws {
    let poller = try Poller()
    for milliseconds in [1, 30, 2] as [Int32] {
      let began = ContinuousClock.now
      #expect(try poller.wait(milliseconds: milliseconds).isEmpty)
      #expect(ContinuousClock.now - began >= .milliseconds(milliseconds))
    }
    poller.ring()
    #expect(try poller.wait(milliseconds: nil).isEmpty)
    poller.ring()
    #expect(try poller.wait(milliseconds: 60_000).isEmpty)
  }
}
