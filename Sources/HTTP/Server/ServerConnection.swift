import TollGateCore
import TollGateLinux

/// One connection, from its first byte to its end. Used by the server's thread alone.
final class ServerConnection {
  private enum Phase {
    case reading
    /// The handler has the request.
    case waiting
    case playing
    /// Everything is sent: what the peer still sends is heard, so that no reset takes our last bytes from it.
    case leaving
    case over
  }

  private let socket: StreamSocket
  private let peer: Endpoint
  private let limits: HTTPServerLimits
  private let screening: HTTPServer.Screening
  private var reader: HTTPRequestReader
  private var isScreened = false
  private var player = ReplyPlayer([])
  private var phase = Phase.reading
  private(set) var interest: Poller.Interest = .reading
  /// When something must happen by itself.
  private(set) var deadline: Instant

  init(
    _ accepted: consuming StreamSocket.Accepted, _ limits: HTTPServerLimits,
    _ screening: @escaping HTTPServer.Screening, at now: Instant
  ) {
    peer = accepted.peer
    socket = accepted.takeSocket()
    self.limits = limits
    self.screening = screening
    reader = HTTPRequestReader(limits: limits.message)
    deadline = now + limits.request
  }

  var number: Int32 { socket.number }
  var isOver: Bool { if case .over = phase { true } else { false } }
  /// Its handler is running; the answer will come, whatever becomes of the connection.
  private(set) var isHandled = false

  /// Goes on as far as it gets. A request is one for the handler.
  func advance(_ readiness: Poller.Readiness, _ buffer: inout [UInt8], at now: Instant) -> ServerVisit? {
    switch phase {
    case .reading: return read(&buffer, readiness.key, at: now)
    case .playing where readiness.canWrite: play(at: now)
    case .playing where readiness.canRead, .leaving: discard(&buffer)
    case .waiting, .playing: if readiness.isBroken { end() }
    case .over: break
    }
    return nil
  }

  /// The deadline is here.
  func timeIsUp(at now: Instant) {
    if case .playing = phase, interest == [] { play(at: now) } else { end() }
  }

  func answer(_ reply: HTTPReply, at now: Instant) {
    isHandled = false
    phase = .playing
    player = ReplyPlayer(reply, answering: reader.arrived?.method ?? .get)
    deadline = now + limits.idle
    play(at: now)
  }

  private func read(_ buffer: inout [UInt8], _ key: UInt64, at now: Instant) -> ServerVisit? {
    switch socket.receive(into: &buffer) {
    case .nothingYet: return nil
    case .end, .broken:
      end()
      return nil
    case .bytes(let count):
      do throws(HTTPFlaw) {
        _ = try reader.read(buffer[..<count])
      } catch {
        answer(.response(HTTPResponse(refusing: error)), at: now)
        return nil
      }
      guard let request = reader.arrived, !screens(request, at: now), reader.isWhole else { return nil }
      (phase, interest, deadline, isHandled) = (.waiting, [], .never, true)
      return ServerVisit(key: key, request: request, peer: peer)
    }
  }

  private func screens(_ request: HTTPRequest, at now: Instant) -> Bool {
    guard !isScreened else { return false }
    isScreened = true
    guard let reply = screening(request, peer) else { return false }
    answer(reply, at: now)
    return true
  }

  private func play(at now: Instant) {
    let sentBefore = player.sent
    switch player.play(on: socket, at: now) {
    case .room:
      if player.sent > sentBefore || interest != .writing { deadline = now + limits.idle }
      interest = .writing
    case .moment(let moment): (interest, deadline) = ([], moment)
    case .departure: (interest, deadline) = (.reading, .never)
    case .finished:
      socket.finishSending()
      (phase, interest, deadline) = (.leaving, .reading, now + limits.farewell)
    case .closed: end()
    case .reset:
      socket.resetAtEnd()
      end()
    }
  }

  private func discard(_ buffer: inout [UInt8]) {
    switch socket.receive(into: &buffer) {
    case .bytes, .nothingYet: break
    case .end, .broken: end()
    }
  }

  private func end() { (phase, interest, deadline) = (.over, [], .never) }
}

extension HTTPResponse {
  /// The answer to a request that can't be read.
  fileprivate init(refusing flaw: HTTPFlaw) {
    switch flaw {
    case .bodyTooLong: self.init(413)
    case .lineTooLong, .headTooLong, .tooManyFields: self.init(431)
    case .transferEncoding: self.init(501)
    case .version: self.init(505)
    default: self.init(400)
    }
  }
}
