import Foundation
import Synchronization
import Testing
import TollGateCore
import TollGateLinkWatch
import TollGateLinux
import TollGateTestNetwork

#if Netlink
  import TollGateNetlinkDriver
#endif

/// Lets somebody pass only as often as it was opened.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  func pass() { semaphore.wait() }
  func open() { semaphore.signal() }
}

@Suite(.timeLimit(.minutes(5)))
struct HandoverTests {
  @Test("A1, A10: while a taker is busy only the newest value waits, and who makes them never does")
  func newest() async throws {
    let (gate, began) = (Gate(), Gate())
    let taken = Mutex<[Int]>([])
    let arrivals = await Handover.run(to: { value in
      taken.withLock { $0.append(value) }
      guard value == 0 else { return }
      began.open()
      gate.pass()
    }) { hand in
      // On a thread of its own, as drivers work: the taker may hold up the only one that tasks have.
      try? await DriverThread.run(in: .own) { _ in
        defer { gate.open() }
        let first = hand(0)
        began.pass()
        return [first] + (1...100).map { hand($0) }
      }
    }
    #expect(taken.withLock { $0 } == [0, 100])
    #expect(arrivals == [.first, .first] + [Handover.Arrival](repeating: .instead, count: 99))
  }

  @Test("A1: a cancelled handover takes nothing more, and nothing is taken after its end")
  func cancelled() async {
    let (gate, began, known) = (Gate(), Gate(), Gate())
    let taken = Mutex<[Int]>([])
    let running = Mutex<Task<Void, Never>?>(nil)
    let task = Task {
      await Handover.run(to: { value in
        taken.withLock { $0.append(value) }
        began.open()
        gate.pass()
      }) { hand in
        _ = try? await DriverThread.run(in: .own) { _ in
          _ = hand(1)
          began.pass()
          _ = hand(2)
          known.pass()
          running.withLock { $0?.cancel() }
          gate.open()
        }
      }
    }
    running.withLock { $0 = task }
    known.open()
    await task.value
    #expect(taken.withLock { $0 } == [1])
  }

  private func table(_ host: UInt32) -> LinkTable {
    let name = LinkName("tg0")
    return LinkTable(
      links: [Link(name: name, index: 3, attachment: Attachment(1))],
      addresses: [LinkAddress(link: name, address: .v4(0xC000_0000 | host), prefix: 24)])
  }

  @Test(
    "A4, A5, A10: behind checked and auto a slow consumer gets the newest table, not all before it",
    arguments: [false, true])
  func behindWatches(_ isAuto: Bool) async throws {
    let (source, other) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2)))
    let pace = LinkWatchPace(patience: .minutes(1), firstWait: .minutes(1), longestWait: .minutes(1))
    let watch: any LinkSource =
      isAuto
      ? AutoLinks(source, else: other, pace: pace, clock: ContinuousClock())
      : CheckedLinks(source, besides: other, pace: pace, clock: ContinuousClock())
    try await watching(watch, microseconds: 2_000) { deliveries in
      for host in 3...2_000 as ClosedRange<UInt32> { source.say(table(host)) }
      try await eventually("the last table") { deliveries.newest?.addresses == table(2_000).addresses }
      #expect(deliveries.count < 1_000, "\(deliveries.count) of 1,999 tables")
    }
  }
}

#if Netlink
  extension RealKernel {
    @Suite
    struct SlowConsumerTests {
      @Test("A10: a consumer of 100 ms a table has the kernel's table soon after the last change", arguments: 1...3)
      func slow(_ run: Int) async throws {
        let network = try await TestNetwork()
        try await network.links("tg0")
        let source = NetlinkLinkSource(buffer: 1 << 20, in: network.namespace)
        try await watching(source, microseconds: 100_000) { deliveries in
          for part in 0..<8 {
            try await network.batch((0..<100).map { "addr add 10.\(run).\(part).\($0)/32 dev tg0" })
          }
          let before = deliveries.count
          try await eventually("the table") { try await deliveries.agree(with: network) }
          // One that the driver had made meanwhile, the last, and what the kernel itself has to say of a new link.
          #expect(deliveries.count - before <= 6, "\(deliveries.count - before) tables after the last change")
          #expect(source.health.overflows == 0, "the driver is not held up")
        }
      }
    }
  }
#endif
