import Synchronization
import Testing
import TollGateCore

@testable import TollGateHost

/// A machine that notes what it hears, and asks for what it is told to.
private struct Parrot: Machine {
  enum Event: Hashable, Sendable {
    case said(Int)
    case asked(Int)
    case wakeMeIn(Interval)
    case woke
  }
  enum Effect: Hashable, Sendable { case work(Int) }

  var heard: [Event] = []
  var deadline: Instant?

  mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    heard.append(event)
    switch event {
    case .said: return []
    case .asked(let number): return [.work(number)]
    case .wakeMeIn(let interval): deadline = now + interval
    case .woke: deadline = nil
    }
    return []
  }
}

/// Work 0 never ends by itself; all other work answers at once.
private final class Field: Surroundings {
  typealias Subject = Parrot
  let ended = Mutex<[Int]>([])
  let heard = Mutex<[Parrot.Event]>([])

  func carry(_ effect: Parrot.Effect, _ post: @escaping @Sendable (Parrot.Event) -> Void) -> (
    @Sendable () async -> Void
  )? {
    guard case .work(let number) = effect else { return nil }
    return {
      if number == 0 { for await _ in AsyncStream<Void>.makeStream().stream {} }
      self.ended.withLock { $0.append(number) }
      post(.said(number))
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct RuntimeTests {
  /// Runs a machine beside a test; what it has heard is returned at its end.
  private func living(
    _ field: Field = Field(), _ test: @escaping @Sendable (Runtime<Field>) async throws -> Void
  ) async throws -> [Parrot.Event] {
    let runtime = try Runtime(field, clock: MachineClock(from: .start), wakingBy: .woke)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await runtime.run(Parrot()) { event, _, _, _ in field.heard.withLock { $0.append(event) } } }
      try await test(runtime)
      runtime.end()
      try await group.waitForAll()
    }
    return field.heard.withLock { $0 }
  }

  @Test("design §4: events come to the machine in the order in which they were posted")
  func order() async throws {
    let heard = try await living { runtime in
      for number in 1...100 { runtime.post(.said(number)) }
      let count = await runtime.ask { machine, _ in machine.heard.count }
      #expect(count == 100)
    }
    #expect(heard == (1...100).map { .said($0) })
  }

  @Test("design §4: an effect runs beside the loop, and its answer is an event")
  func effects() async throws {
    let heard = try await living { runtime in
      runtime.post(.asked(7))
      while await runtime.ask({ machine, _ in machine.heard.contains(.said(7)) }) == false { await Task.yield() }
    }
    #expect(heard == [.asked(7), .said(7)])
  }

  @Test("E6: the machine is woken at its deadline, and not before")
  func alarm() async throws {
    let began = MachineClock(from: .start)
    let heard = try await living { runtime in
      runtime.post(.wakeMeIn(.hours(1)))
      runtime.post(.wakeMeIn(.milliseconds(30)))
      while await runtime.ask({ machine, _ in machine.heard.contains(.woke) }) == false { await Task.yield() }
    }
    #expect(heard == [.wakeMeIn(.hours(1)), .wakeMeIn(.milliseconds(30)), .woke])
    #expect(began.now >= .start + .milliseconds(30))
  }

  @Test("design §4: at the end, work that is under way is cancelled and waited for")
  func ending() async throws {
    let field = Field()
    _ = try await living(field) { runtime in
      runtime.post(.asked(0))
      _ = await runtime.ask { machine, _ in machine.heard.count }
    }
    #expect(field.ended.withLock { $0 } == [0])
  }

  @Test("design §4: a question after the end has no answer")
  func lateQuestion() async throws {
    let runtime = try Runtime(Field(), clock: MachineClock(from: .start), wakingBy: .woke)
    runtime.end()
    await runtime.run(Parrot()) { _, _, _, _ in }
    #expect(await runtime.ask { machine, _ in machine.heard.count } == nil)
  }

  @Test("E6: the machine's time goes on from the last durable moment")
  func clock() {
    let clock = MachineClock(from: .start + .days(3))
    let first = clock.now
    #expect(first >= .start + .days(3) && first < .start + .days(4))
    #expect(clock.now >= first)
  }
}

@Suite(.timeLimit(.minutes(1))) struct ErrandTests {
  private let id = OperationID(epoch: 1, number: 1)

  @Test(
    "A10: work that is called off before or while it runs is cancelled, and has no answer", arguments: [true, false])
  func calledOff(before: Bool) async {
    let errands = Errands()
    errands.begin(id)
    if before { errands.callOff(id) }
    let (beginnings, begin) = AsyncStream<Void>.makeStream()
    async let answer = errands.run(id) {
      begin.finish()
      for await _ in AsyncStream<Void>.makeStream().stream {}
      return Task.isCancelled
    }
    for await _ in beginnings {}
    if !before { errands.callOff(id) }
    #expect(await answer == nil)
  }

  @Test("K5: work that nobody calls off has its answer")
  func answered() async {
    let errands = Errands()
    errands.begin(id)
    #expect(await errands.run(id) { 42 } == 42)
    // The number is free again: calling it off now hits nobody.
    errands.callOff(id)
    errands.begin(id)
    #expect(await errands.run(id) { 43 } == 43)
  }
}

/// Notes what is appended, slowly at first.
private final class Notebook: Journal {
  let entries = Mutex<[JournalEntry]>([])

  @concurrent func append(_ new: [JournalEntry]) async throws(JournalFailure) {
    for _ in 0..<(entries.withLock { $0.count } == 0 ? 50 : 0) { await Task.yield() }
    entries.withLock { $0 += new }
  }
  @concurrent func replay() async throws(JournalFailure) -> JournalReplay { JournalReplay(entries: []) }
}

@Suite(.timeLimit(.minutes(1))) struct JournalPenTests {
  @Test("E1: appends reach the journal in the order in which they were asked for, whichever task comes first")
  func order() async {
    let notebook = Notebook()
    let pen = JournalPen(notebook)
    let entries = (0..<50).map { JournalEntry(at: .start, change: .closed(OperationID(epoch: 1, number: $0))) }
    let turns = entries.map { pen.take([$0]) }
    await withTaskGroup(of: Void.self) { group in
      for turn in turns.reversed() { group.addTask { _ = await pen.write(turn) } }
    }
    #expect(notebook.entries.withLock { $0 } == entries)
  }
}
