import Glibc

/// A call into the system that failed, with its `errno`.
package struct SystemFailure: Error, Hashable, Sendable {
  package var code: Int32

  package init(code: Int32) { self.code = code }

  /// The call that has just failed in this thread.
  package static var last: SystemFailure { SystemFailure(code: errno) }
}
