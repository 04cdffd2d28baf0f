/// How the program ends. The help prints this table, so that scripts can rely on it.
enum ExitCode: Int32, CaseIterable, Sendable {
  case fine = 0
  case failed = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case cannotWrite = 73
  case tryLater = 75
  case badConfiguration = 78

  var meaning: String {
    switch self {
    case .fine: "all is well"
    case .failed: "something was checked and did not hold"
    case .usage: "the command line is wrong"
    case .badData: "a file was read and has mistakes"
    case .noInput: "a file can't be opened or read"
    case .unavailable: "this build doesn't have that part"
    case .cannotWrite: "a file can't be written"
    case .tryLater: "nothing is wrong but the moment: a mint or another program is in the way"
    case .badConfiguration: "the configuration has mistakes"
    }
  }
}
