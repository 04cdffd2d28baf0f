package import TollGateCore

/// What a server sends back: an answer, or whatever else a test of the other side needs.
package enum HTTPReply: Hashable, Sendable {
  case response(HTTPResponse)
  /// Raw steps, one after another. After the last one the connection ends as it should.
  case script([HTTPStep])
}

/// One thing that a server does on its connection.
package enum HTTPStep: Hashable, Sendable {
  case bytes([UInt8])
  case pause(Interval)
  /// Says nothing until the peer leaves.
  case hang
  /// Ends the connection now, and with it the script.
  case close
  case reset
  /// The same bytes again and again, so many in all.
  case repeating([UInt8], upTo: Int)

  package static func text(_ text: String) -> HTTPStep { .bytes(Array(text.utf8)) }

  /// Byte by byte, with a pause before each.
  package static func slowly(_ bytes: [UInt8], every pause: Interval) -> [HTTPStep] {
    bytes.flatMap { [.pause(pause), .bytes([$0])] }
  }
}

extension HTTPStep: CustomStringConvertible, CustomReflectable {
  /// A mint's answers are money: bytes are counted and not told, to debuggers neither (F7).
  package var description: String {
    switch self {
    case .bytes(let bytes): "\(bytes.count) bytes"
    case .pause(let time): "\(time.wholeMilliseconds) ms"
    case .hang: "hang"
    case .close: "close"
    case .reset: "reset"
    case .repeating(let bytes, let most): "\(bytes.count) bytes, again and again up to \(most)"
    }
  }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How much a server bears from those who connect to it.
package struct HTTPServerLimits: Hashable, Sendable {
  package var message: HTTPLimits
  /// Those beyond wait in the kernel's queue.
  package var connections: Int
  /// For the whole of a request to come.
  package var request: Interval
  /// Without a byte taken by the peer while there are some for it.
  package var idle: Interval
  /// How long a peer may go on sending after our last byte, before its answer is lost to a reset.
  package var farewell: Interval

  package init(
    message: HTTPLimits = HTTPLimits(bodyBytes: 1 << 20), connections: Int = 64, request: Interval = .seconds(15),
    idle: Interval = .seconds(15), farewell: Interval = .seconds(1)
  ) {
    self.message = message
    self.connections = connections
    self.request = request
    self.idle = idle
    self.farewell = farewell
  }
}
