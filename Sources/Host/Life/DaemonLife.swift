import TollGateCore
import TollGateLinux

/// One life of the daemon: what it found at its start, its loop, and its end in two steps (design §4).
package final class DaemonLife: Sendable {
  package typealias Witness = Runtime<StationOutside>.Witness

  package let runtime: Runtime<StationOutside>
  private let beginning: Station
  private let start: StartUp
  /// The lock goes with it.
  private let folder: StateFolder

  /// Takes the folder, makes the drivers and reads what earlier lives have left.
  package init(_ file: ConfigFile, _ drivers: Drivers) async throws(LifeFailure) {
    let configuration = file.configuration
    folder = try DaemonLife.folder(configuration.state)
    let made = try await drivers.make(file.chosen, in: Workplace(folder: folder.path, configuration: configuration))
    let replay: JournalReplay
    do throws(JournalFailure) { replay = try await made.journal.replay() } catch {
      throw .journal(error, folder.file("journal"))
    }
    let payments: [OpenPayment]
    do throws(PaymentFailure) { payments = try await made.payment.unsettled() } catch { throw .payments(error) }
    let clock = MachineClock(from: Ledger(replaying: replay.entries).last)
    do throws(SystemFailure) {
      runtime = try Runtime(StationOutside(made), clock: clock, wakingBy: .wokeUp)
    } catch {
      throw .system(code: error.code)
    }
    var dice = SystemRandomNumberGenerator()
    beginning = Station(policy: configuration.policy, seed: dice.next())
    start = StartUp(epoch: dice.next(), journal: replay, payments: payments)
  }

  private static func folder(_ path: String) throws(LifeFailure) -> StateFolder {
    do throws(StateFolder.Failure) { return try StateFolder(path) } catch {
      switch error {
      case .inUse: throw .stateInUse(path)
      case .system(let failure): throw .noState(path, code: failure.code)
      }
    }
  }

  /// Lives until it is asked to stop and no money is on its way, until `runtime.end()`, or until it is cancelled.
  package func run(_ witness: @escaping Witness) async {
    await withDiscardingTaskGroup { group in
      group.addTask { [runtime] in
        try? await WallWatch.run { runtime.post(.wallClockChanged($0)) }
      }
      runtime.post(.started(start))
      let (runtime, stopping) = (runtime, Flag())
      await runtime.run(beginning) { event, now, effects, station in
        witness(event, now, effects, station)
        if event == .stopping { stopping.set() }
        if stopping.isSet, !station.moneyIsMoving { runtime.end() }
      }
      group.cancelAll()
    }
  }

  /// The first step of the end: nothing new is bought, what is on its way arrives.
  package func stop() { runtime.post(.stopping) }
}
