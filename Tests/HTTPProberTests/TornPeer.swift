import Glibc
import TollGateCore
import TollGateLinux

@testable import TollGateHTTP

/// A gateway that reads exactly so much of a request and then resets the connection, without a word.
final class TornPeer: Sendable {
  private let listener: StreamSocket
  let endpoint: Endpoint

  init() throws(SystemFailure) {
    listener = try StreamSocket.listening(on: Endpoint(.loopback4, 0), via: nil)
    guard let endpoint = listener.ownEndpoint else { throw .last }
    self.endpoint = endpoint
  }

  /// Takes the next connection; `wanted` says how many bytes more are read, 0 for no more. Gives what was read.
  func tear(_ wanted: @escaping @Sendable ([UInt8]) -> Int) async throws(SystemFailure) -> [UInt8] {
    // On a thread of its own, since it blocks.
    try await DriverThread.run(in: .own) { _ throws(SystemFailure) in
      let socket = try self.next()
      socket.resetAtEnd()
      var read: [UInt8] = []
      while case let count = wanted(read), count > 0 {
        var buffer = [UInt8](repeating: 0, count: count)
        TornPeer.wait(for: socket.number)
        switch socket.receive(into: &buffer) {
        case .bytes(let count): read += buffer[..<count]
        case .nothingYet: continue
        case .end, .broken: return read
        }
      }
      return read
    }
  }

  private func next() throws(SystemFailure) -> StreamSocket {
    while true {
      TornPeer.wait(for: listener.number)
      if let accepted = try listener.accept() { return accepted.takeSocket() }
    }
  }

  private static func wait(for number: Int32) {
    var waiting = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&waiting, 1, -1)
  }
}
