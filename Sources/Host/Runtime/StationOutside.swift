package import TollGateCore

/// Carries a station's effects to its drivers, and their answers back.
package struct StationOutside: Surroundings {
  package typealias Subject = Station

  private let drivers: StationDrivers
  private let errands = Errands()
  private let pen: JournalPen

  package init(_ drivers: StationDrivers) {
    self.drivers = drivers
    pen = JournalPen(drivers.journal)
  }

  package func carry(
    _ effect: Effect, _ post: @escaping @Sendable (Event) -> Void
  ) -> (@Sendable () async -> Void)? {
    switch effect {
    case .ask(let id, let request): return ask(id, request, post)
    case .record(let id, let entries): return record(id, entries, post)
    case .cancel(let id): errands.callOff(id)
    case .forget(let id): return { [drivers] in try? await drivers.payment.forget(id) }
    case .begin(let driver): return begin(driver, post)
    // Who witnesses the loop tells it.
    case .report: break
    }
    return nil
  }

  private func ask(
    _ id: OperationID, _ request: Request, _ post: @escaping @Sendable (Event) -> Void
  ) -> @Sendable () async -> Void {
    errands.begin(id)
    return { [errands, drivers] in
      if let answer = await errands.run(id, { await drivers.answer(to: request) }) { post(.answered(id, answer)) }
    }
  }

  private func record(
    _ id: OperationID, _ entries: [JournalEntry], _ post: @escaping @Sendable (Event) -> Void
  ) -> @Sendable () async -> Void {
    // The place in the queue is taken here: tasks begin in any order.
    let turn = pen.take(entries)
    return { [pen] in
      let failure = await pen.write(turn)
      post(.answered(id, failure.map { .recordFailed($0) } ?? .recorded))
    }
  }

  private func begin(_ driver: StandingDriver, _ post: @escaping @Sendable (Event) -> Void)
    -> @Sendable () async -> Void
  {
    { [drivers] in
      switch driver {
      case .links:
        do throws(LinkFailure) { try await drivers.links.run { post(.linksChanged($0)) } } catch {
          if error == .cancelled { return }
        }
      case .funds:
        do throws(PaymentFailure) { try await drivers.payment.watchFunds { post(.fundsChanged($0)) } } catch {
          if error == .cancelled { return }
        }
      }
      if !Task.isCancelled { post(.driverEnded(driver)) }
    }
  }
}
