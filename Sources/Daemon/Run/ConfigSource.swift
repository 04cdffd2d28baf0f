import TollGateHost
import TollGateStandard

/// The configuration file that a command works with.
struct ConfigSource: Sendable {
  static let usual = "/etc/tollgate/tollgate.json"
  static let options = [
    Option("config", .file, "the configuration (default \(usual))"),
    Option("state", .text("DIR"), "the state folder, whatever the configuration says"),
  ]

  let path: String
  let state: String?

  init(_ options: Options) {
    path = options.text("config") ?? ConfigSource.usual
    state = options.text("state")
  }

  enum Obstacle: Error {
    case unreadable(File.Failure)
    case mistakes(String)
  }

  func read() throws(Obstacle) -> ConfigFile {
    let bytes: [UInt8]
    do throws(File.Failure) { bytes = try File.read(path) } catch { throw .unreadable(error) }
    do throws(ConfigFile.Mistakes) {
      var file = try ConfigFile(bytes, drivers: .standard)
      if let state { file.configuration.state = state }
      return file
    } catch {
      throw .mistakes(error.description(in: path))
    }
  }

  /// Says what is in the way, and how the program ends by it.
  static func refuse(_ obstacle: Obstacle, _ terminal: Terminal) -> ExitCode {
    switch obstacle {
    case .unreadable(let failure): return CommandLineRun.refuse(failure, "read", terminal, .noInput)
    case .mistakes(let text):
      terminal.complain(text)
      return .badConfiguration
    }
  }
}
