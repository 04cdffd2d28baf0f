package import TollGateCore
package import TollGateLinux

/// Listens at an address, and answers one request per connection.
package final class HTTPServer: Sendable {
  /// Sees a whole head before the body is read; a reply of its own means that the body never is. Must not wait.
  package typealias Screening = @Sendable (HTTPRequest, Endpoint) -> HTTPReply?
  /// Gets a whole request and the peer's address.
  package typealias Handler = @Sendable (HTTPRequest, Endpoint) async -> HTTPReply

  private let socket: StreamSocket
  private let limits: HTTPServerLimits
  /// Where it listens, with the port that it was given.
  package let endpoint: Endpoint

  private init(on endpoint: Endpoint, via link: LinkName?, _ limits: HTTPServerLimits) throws(SystemFailure) {
    socket = try StreamSocket.listening(on: endpoint, via: link)
    self.limits = limits
    self.endpoint = socket.ownEndpoint ?? endpoint
  }

  /// From here on connections are accepted by the kernel, and wait for `run`. Port 0 stands for any that is free; a link
  /// is needed for the link-local addresses of IPv6.
  package static func open(
    on endpoint: Endpoint, via link: LinkName? = nil, in namespace: NetworkNamespace = .own,
    limits: HTTPServerLimits = HTTPServerLimits()
  ) async throws(SystemFailure) -> HTTPServer {
    try await DriverThread.run("tollgate-listen", in: namespace) { _ throws(SystemFailure) in
      try HTTPServer(on: endpoint, via: link, limits)
    }
  }

  /// Serves until it is cancelled; then its connections are closed and its handlers, cancelled too, are waited for.
  package func run(
    _ handler: @escaping Handler, screening: @escaping Screening = { _, _ in nil }
  ) async throws(SystemFailure) {
    let mailbox = try Mailbox<ServerAnswer>()
    let (visits, feed) = AsyncStream.makeStream(of: ServerVisit.self)
    let failure = await withTaskGroup(of: SystemFailure?.self) { group in
      group.addTask { await self.serve(mailbox, screening, feed) }
      await withDiscardingTaskGroup { handlers in
        for await visit in visits {
          handlers.addTask {
            let reply = await handler(visit.request, visit.peer)
            // Cancelled is only who is being closed: what it has to say must not overtake that.
            if !Task.isCancelled { mailbox.post(ServerAnswer(key: visit.key, reply: reply)) }
          }
        }
        handlers.cancelAll()
      }
      return await group.next() ?? nil
    }
    if let failure { throw failure }
  }

  private func serve(
    _ mailbox: Mailbox<ServerAnswer>, _ screening: @escaping Screening, _ feed: AsyncStream<ServerVisit>.Continuation
  ) async -> SystemFailure? {
    defer { feed.finish() }
    do throws(SystemFailure) {
      try await DriverThread.run("tollgate-server", in: .own) { wake throws(SystemFailure) in
        var loop = try ServerLoop(self.socket.number, self.limits, mailbox, wake, screening, feed)
        while try loop.turn(accepting: self.socket) {}
      }
      return nil
    } catch {
      return error
    }
  }
}

/// A request on its way to the handler.
struct ServerVisit: Sendable {
  let key: UInt64
  let request: HTTPRequest
  let peer: Endpoint
}

/// A reply on its way back.
struct ServerAnswer: Sendable {
  let key: UInt64
  let reply: HTTPReply
}
