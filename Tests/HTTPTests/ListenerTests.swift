import Glibc
import Testing
import TollGateLinux

@testable import TollGateHTTP

@Suite("HTTP server and the failures of its listener")
struct ListenerTests {
  @Test("what passes does not end a server; what means that there is no listener does")
  func failures() {
    let passing = [
      ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH, EPERM, EMFILE, ENFILE,
      ENOBUFS, ENOMEM, ENOSPC, ETIMEDOUT,
    ]
    #expect(passing.filter { ServerLoop.isFinal(SystemFailure(code: $0)) } == [])
    #expect([EBADF, EINVAL, ENOTSOCK, EFAULT].allSatisfy { ServerLoop.isFinal(SystemFailure(code: $0)) })
  }
}
