import CLinux
import Glibc
package import TollGateLinux

/// Answers the owner's commands: one line in, one line out, a connection each (H3).
package struct ControlServer: Sendable {
  /// More at a time wait in the kernel's queue.
  private static let most = 8
  private let path: String

  package init(at path: String) { self.path = path }

  /// Runs until it is cancelled; the path goes with it.
  package func run(_ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]) async throws(SystemFailure) {
    let (guests, door) = AsyncStream<Guest>.makeStream()
    let failure: SystemFailure? = await withTaskGroup(of: SystemFailure?.self) { group in
      group.addTask {
        defer { door.finish() }
        do throws(SystemFailure) {
          try await admit { door.yield(Guest($0)) }
          return nil
        } catch {
          return error
        }
      }
      group.addTask {
        await ControlServer.serve(guests, answer)
        return nil
      }
      var failure: SystemFailure?
      for await end in group { failure = failure ?? end }
      return failure
    }
    _ = unsafe unlink(path)
    if let failure { throw failure }
  }

  private func admit(_ deliver: @escaping @Sendable (Int32) -> Void) async throws(SystemFailure) {
    let path = path
    try await DriverThread.run("tollgate-control", in: .own) { wake throws(SystemFailure) in
      let listener = try LocalSocket.listen(at: path)
      while wake.wait(for: listener.number, milliseconds: nil) != .woken {
        let guest = accept4(listener.number, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
        if guest >= 0 { deliver(guest) }
      }
    }
  }

  private static func serve(
    _ guests: AsyncStream<Guest>, _ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]
  ) async {
    await withTaskGroup(of: Void.self) { group in
      var busy = 0
      for await guest in guests {
        if busy == most {
          await group.next()
          busy -= 1
        }
        busy += 1
        group.addTask { await guest.serve(answer) }
      }
      group.cancelAll()
    }
  }
}

/// One connection, closed when nobody holds it.
private final class Guest: Sendable {
  private let socket: Int32

  init(_ socket: Int32) { self.socket = socket }
  deinit { _ = close(socket) }

  /// Whoever is silent, or hangs up, is let go.
  func serve(_ answer: @Sendable ([UInt8]) async -> [UInt8]) async {
    do throws(SystemFailure) {
      let line = try await onThread { socket, wake throws(SystemFailure) in
        try LocalSocket.readLine(from: socket, until: wake)
      }
      let reply = await answer(line) + [UInt8(ascii: "\n")]
      _ = try await onThread { socket, _ throws(SystemFailure) in
        try LocalSocket.write(reply, to: socket)
        return []
      }
    } catch {
      return
    }
  }

  private func onThread(
    _ work: @escaping @Sendable (borrowing Descriptor, Wake) throws(SystemFailure) -> [UInt8]
  ) async throws(SystemFailure) -> [UInt8] {
    let socket = socket
    return try await DriverThread.run("tollgate-guest", in: .own) { wake throws(SystemFailure) in
      try work(try Descriptor(fcntl(socket, F_DUPFD_CLOEXEC, 0)), wake)
    }
  }
}

/// The other side of it.
package enum ControlClient {
  /// The answer to one line. Blocks no task: it waits on a thread.
  package static func ask(_ line: [UInt8], at path: String) async throws(SystemFailure) -> [UInt8] {
    try await DriverThread.run("tollgate-ask", in: .own) { wake throws(SystemFailure) in
      let socket = try LocalSocket.connect(to: path)
      try LocalSocket.write(line + [UInt8(ascii: "\n")], to: socket)
      return try LocalSocket.readLine(from: socket, until: wake)
    }
  }
}
