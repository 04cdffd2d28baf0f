package import TollGateCore
package import TollGateLinux

/// The loop: it gives a machine its events one after the other, and sends its effects out. It knows no machine.
package final class Runtime<Outside: Surroundings>: Sendable {
  package typealias Subject = Outside.Subject

  /// Sees every event with what was decided, in order: the flight recorder and the views look from here.
  package typealias Witness = @Sendable (Subject.Event, Instant, [Subject.Effect], borrowing Subject) -> Void

  private enum Message: Sendable {
    case event(Subject.Event)
    case question(@Sendable (borrowing Subject, Instant) -> Void)
  }

  private let outside: Outside
  private let clock: MachineClock
  private let inbox: AsyncStream<Message>
  private let door: AsyncStream<Message>.Continuation
  private let alarm: Alarm

  package init(_ outside: Outside, clock: MachineClock, wakingBy wake: Subject.Event) throws(SystemFailure) {
    self.outside = outside
    self.clock = clock
    let (inbox, door) = AsyncStream<Message>.makeStream()
    (self.inbox, self.door) = (inbox, door)
    alarm = try Alarm(clock) { door.yield(.event(wake)) }
  }

  /// From any thread; after the end nobody hears it.
  package func post(_ event: Subject.Event) { door.yield(.event(event)) }

  /// What the machine is like between two events; `nil` once the loop has ended.
  package func ask<Answer: Sendable>(
    _ question: @escaping @Sendable (borrowing Subject, Instant) -> Answer
  ) async -> Answer? {
    let (answers, place) = AsyncStream<Answer>.makeStream(bufferingPolicy: .bufferingOldest(1))
    let sent = door.yield(
      .question { machine, now in
        place.yield(question(machine, now))
        place.finish()
      })
    if case .terminated = sent { return nil }
    for await answer in answers { return answer }
    return nil
  }

  /// Runs until `end` is called, or the task is cancelled; then work that is under way is cancelled, and waited for.
  @concurrent package func run(_ machine: consuming Subject, _ witness: @escaping Witness) async {
    var machine = machine
    await withDiscardingTaskGroup { group in
      for await message in inbox {
        switch message {
        case .question(let question): question(machine, clock.now)
        case .event(let event):
          let now = clock.now
          let effects = machine.handle(event, at: now)
          witness(event, now, effects, machine)
          for effect in effects {
            if let work = outside.carry(effect, { [door] in door.yield(.event($0)) }) { group.addTask { await work() } }
          }
          alarm.set(machine.deadline)
        }
      }
      alarm.set(nil)
      group.cancelAll()
    }
  }

  package func end() { door.finish() }
}
