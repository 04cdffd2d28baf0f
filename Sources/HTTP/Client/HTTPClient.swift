package import TollGateCore
package import TollGateLinux

/// Sends requests, each by a fresh connection of its own, once: it never repeats one, follows a redirect or uses a proxy.
///
/// One thread waits for all connections, beside the pool of Swift's tasks. It ends with this object.
package final class HTTPClient: Sendable {
  private let userAgent: String
  private let mailbox: Mailbox<ClientMessage>
  private let thread: RunningThread

  package init(userAgent: String = "tollgate", in namespace: NetworkNamespace = .own) throws(SystemFailure) {
    self.userAgent = userAgent
    let mailbox = try Mailbox<ClientMessage>()
    self.mailbox = mailbox
    thread = try RunningThread.begin("tollgate-client") { ClientLoop.run(mailbox, in: namespace) }
  }

  /// Nothing is in flight by now: each `send` keeps its client.
  deinit {
    mailbox.post(.end)
    thread.join()
  }

  /// One request over one fresh connection. With a link it leaves by that link or not at all; `nil` is for places that
  /// the routes are trusted to find. Cancelling closes the connection at once.
  package func send(
    _ request: HTTPRequest, to endpoint: Endpoint, via link: LinkName?, limits: HTTPLimits = HTTPLimits(),
    connectWithin connectLimit: Interval = .seconds(5), within limit: Interval
  ) async -> HTTPExchange {
    let head: [UInt8]
    do throws(HTTPFlaw) {
      head = try complete(request, for: endpoint).headBytes()
    } catch {
      return HTTPExchange(.failed(.unwritable(error), arrived: nil), bodyBytesSent: 0)
    }
    let now = Instant.now
    let order = ClientOrder(
      method: request.method, bytes: head + request.body, headCount: head.count, endpoint: endpoint, link: link,
      limits: limits, connectBefore: min(now + connectLimit, now + limit), answerBefore: now + limit)
    return await mailbox.ask(cancelling: .cancelled) { .send(order, $0, $1) }
  }

  private func complete(_ request: HTTPRequest, for endpoint: Endpoint) -> HTTPRequest {
    var fields = HTTPFields()
    if !request.fields.contains("Host") { fields.append("Host", endpoint.description) }
    if !request.fields.contains("User-Agent") { fields.append("User-Agent", userAgent) }
    var request = request
    request.fields.all = fields.all + request.fields.all
    return request
  }
}
