import TollGateCore

/// Plays the steps of a reply, as far as the connection takes them.
struct ReplyPlayer {
  /// What it waits for, or how it ended.
  enum Progress: Hashable {
    case room
    case moment(Instant)
    case departure
    case finished, closed, reset
  }

  /// Bytes in one turn; then others have theirs.
  private static let turn = 64 << 10

  private var steps: ArraySlice<HTTPStep>
  /// What the first step has sent.
  private var offset = 0
  private var pauseEnd: Instant?
  private(set) var sent = 0

  init(_ steps: [HTTPStep]) { self.steps = steps.map(Self.widened)[...] }

  init(_ reply: HTTPReply, answering method: HTTPMethod) {
    switch reply {
    case .response(let response):
      let bytes = try? response.bytes(answering: method)
      self.init([bytes.map(HTTPStep.bytes) ?? .text("HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n")])
    case .script(let steps): self.init(steps)
    }
  }

  /// Short bytes are repeated in long pieces, not in a call each.
  private static func widened(_ step: HTTPStep) -> HTTPStep {
    guard case .repeating(let bytes, let limit) = step, !bytes.isEmpty, bytes.count < 8 << 10 else { return step }
    let copies = min((8 << 10) / bytes.count, max(limit, 0) / bytes.count) + 1
    return .repeating((0..<copies).flatMap { _ in bytes }, upTo: limit)
  }

  mutating func play(on socket: borrowing StreamSocket, at now: Instant) -> Progress {
    var room = Self.turn
    while let step = steps.first {
      let progress: Progress? =
        switch step {
        case .bytes(let bytes): send(bytes, upTo: bytes.count, &room, on: socket)
        case .repeating(let bytes, let limit): send(bytes, upTo: bytes.isEmpty ? 0 : limit, &room, on: socket)
        case .pause(let interval): pause(interval, at: now)
        case .hang: .departure
        case .close: .closed
        case .reset: .reset
        }
      if let progress { return progress }
      steps.removeFirst()
      offset = 0
    }
    return .finished
  }

  /// `nil` when all is sent.
  private mutating func send(
    _ bytes: [UInt8], upTo limit: Int, _ room: inout Int, on socket: borrowing StreamSocket
  ) -> Progress? {
    while offset < limit {
      guard room > 0 else { return .room }
      switch socket.send(bytes, from: offset % bytes.count, atMost: min(limit - offset, room)) {
      case .sent(let count):
        offset += count
        sent += count
        room -= count
      case .noRoomYet: return .room
      case .broken: return .closed
      }
    }
    return nil
  }

  private mutating func pause(_ interval: Interval, at now: Instant) -> Progress? {
    let end = pauseEnd ?? now + interval
    guard now < end else {
      pauseEnd = nil
      return nil
    }
    pauseEnd = end
    return .moment(end)
  }
}
