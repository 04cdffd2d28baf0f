import TollGateCore
import TollGateHost
import TollGateLinux
import TollGateStandard

/// `tollgate run`: the daemon, until a signal ends it.
struct DaemonRun: Sendable {
  let source: ConfigSource
  let terminal: Terminal

  func run() async -> ExitCode {
    let bell = SignalBell()
    let file: ConfigFile
    do throws(ConfigSource.Obstacle) { file = try source.read() } catch { return ConfigSource.refuse(error, terminal) }
    let log = LogSink(file.configuration.log)
    let life: DaemonLife
    do throws(LifeFailure) { life = try await DaemonLife(file, .standard) } catch {
      terminal.complain("tollgate: \(error.sentence)")
      return .failed
    }
    await live(life, log, bell, file.configuration.control)
    return .fine
  }

  private func live(_ life: DaemonLife, _ log: LogSink, _ bell: SignalBell, _ control: ControlSettings) async {
    let manager = ServiceManager()
    await withDiscardingTaskGroup { group in
      group.addTask {
        let ends = Counter()
        try? await bell.listen { signal in
          switch signal {
          case .reload: reload(life, log)
          case .end where ends.next() == 1:
            manager.stopping()
            life.stop()
          case .end: life.runtime.end()
          }
        }
      }
      group.addTask {
        let desk = ControlDesk(life.runtime)
        do throws(SystemFailure) {
          try await ControlServer(at: control.socket).run { await desk.answer(to: $0) }
        } catch {
          say("nobody can ask this daemon: its socket '\(control.socket)' can't be made; is the folder there?", log)
        }
      }
      manager.ready()
      await life.run { _, now, effects, station in
        for case .report(let note) in effects {
          log.write(LogLine(note, seconds: WallClock.seconds, now: now, ledger: station.ledger))
        }
      }
      group.cancelAll()
    }
  }

  /// A bad file changes nothing (H2).
  private func reload(_ life: DaemonLife, _ log: LogSink) {
    do throws(ConfigSource.Obstacle) {
      life.runtime.post(.policyChanged(try source.read().configuration.policy))
      log.write(
        LogLine(
          "the configuration was read again; drivers and folders change at the next start", .info,
          seconds: WallClock.seconds))
    } catch {
      switch error {
      case .unreadable(let failure): say("can't read '\(failure.path)': \(failure.reason)", log)
      case .mistakes(let text): say("the new configuration has mistakes, and the old one goes on:\n\(text)", log)
      }
    }
  }

  private func say(_ text: String, _ log: LogSink) {
    log.write(LogLine(text, .error, seconds: WallClock.seconds))
  }
}
