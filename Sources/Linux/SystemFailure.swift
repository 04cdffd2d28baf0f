import Glibc
package import TollGateCore

/// A call into the system that failed, with its `errno`.
package struct SystemFailure: Error, Hashable, Sendable {
  package var code: Int32

  package init(code: Int32) { self.code = code }

  /// The call that has just failed in this thread.
  package static var last: SystemFailure { SystemFailure(code: errno) }
}

extension LinkFailure {
  /// What the call that failed means for somebody who watches links.
  package init(_ failure: SystemFailure) {
    switch failure.code {
    case EPERM, EACCES: self = .notPermitted
    case EAFNOSUPPORT, EPROTONOSUPPORT, ENOSYS: self = .notSupported
    default: self = .broken(failure.code)
    }
  }
}
