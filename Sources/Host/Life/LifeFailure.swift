import Glibc
package import TollGateCore

/// Why the daemon can't begin.
package enum LifeFailure: Error, Hashable, Sendable {
  /// Another daemon, or `tollgate wallet`, works in the state folder.
  case stateInUse(String)
  case noState(String, code: Int32)
  case journal(JournalFailure, String)
  case driver(String, DriverFailure)
  case payments(PaymentFailure)
  case system(code: Int32)

  /// For a person: what is wrong, and what may be done.
  package var sentence: String {
    switch self {
    case .stateInUse(let path):
      "another tollgate works in '\(path)'\n  stop it, or give this one a folder of its own: --state DIR"
    case .noState(let path, let code):
      "the state folder '\(path)' can't be used: \(LifeFailure.reason(code))\n  the folder around it must be there, and be writable"
    case .journal(.notReadable, let path):
      "the journal '\(path)' can't be read, or is no journal\n  it knows what was paid: move it aside only if you know that nothing is open"
    case .journal(_, let path): "the journal '\(path)' can't be written\n  is the disk full, or mounted read-only?"
    case .driver(let port, let failure):
      "the driver for '\(port)' can't begin: \(failure.problem)" + (failure.hint.isEmpty ? "" : "\n  \(failure.hint)")
    case .payments: "the wallet can't say what is unsettled\n  'tollgate doctor' looks for the cause"
    case .system(let code): "the system refuses: \(LifeFailure.reason(code))"
    }
  }

  private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
