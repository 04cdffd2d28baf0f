import Glibc
import TollGateCore
import TollGateLinux

/// One request on its way, and the answer as far as it has come. Used by the client's thread alone.
final class ClientConnection {
  /// Reads, and writes of so many bytes, in one turn; then others have theirs. And an answer is heard before all is sent.
  private static let readsPerTurn = 4
  private static let writesPerTurn = 4
  private static let bytesPerWrite = 64 << 10

  private let order: ClientOrder
  private let socket: StreamSocket
  private var reader: HTTPResponseReader
  private var isConnected = false
  private var sent = 0
  /// Why no more can be sent. What the other side said before may still lie in the socket.
  private var sendingBroke = false

  init(_ order: ClientOrder) throws(Unreachable) {
    self.order = order
    socket = try StreamSocket.connecting(to: order.endpoint, via: order.link)
    reader = HTTPResponseReader(answering: order.method, limits: order.limits)
  }

  var number: Int32 { socket.number }
  var deadline: Instant { isConnected ? order.answerBefore : order.connectBefore }
  var bodyBytesSent: Int { max(sent - order.headCount, 0) }

  var interest: Poller.Interest {
    guard isConnected else { return .writing }
    return sent < order.bytes.count && !sendingBroke ? [.reading, .writing] : .reading
  }

  /// Goes on as far as it gets without waiting; an outcome is the end.
  func advance(_ readiness: Poller.Readiness, _ buffer: inout [UInt8]) -> HTTPOutcome? {
    if !isConnected {
      guard readiness.canWrite || readiness.isBroken else { return nil }
      let code = socket.takeError()
      guard code == 0 else { return failed(.unreachable(ReachFailure(connecting: code))) }
      isConnected = true
    }
    if readiness.canWrite { send() }
    return readiness.canRead || readiness.isBroken ? receive(&buffer) : nil
  }

  private func send() {
    for _ in 0..<Self.writesPerTurn where sent < order.bytes.count && !sendingBroke {
      switch socket.send(order.bytes, from: sent, atMost: Self.bytesPerWrite) {
      case .sent(let count): sent += count
      case .noRoomYet: return
      case .broken: sendingBroke = true
      }
    }
  }

  private func receive(_ buffer: inout [UInt8]) -> HTTPOutcome? {
    for _ in 0..<Self.readsPerTurn {
      do throws(HTTPFlaw) {
        switch socket.receive(into: &buffer) {
        case .bytes(let count): _ = try reader.read(buffer[..<count])
        case .nothingYet: return nil
        case .end: try reader.end()
        case .broken: return failed(.unreachable(.cutOff))
        }
      } catch {
        return failed(error == .endedEarly ? .unreachable(.cutOff) : .unreadable(error))
      }
      if reader.isWhole, let response = reader.arrived { return .answered(response) }
    }
    return nil
  }

  func failed(_ failure: HTTPFailure) -> HTTPOutcome { .failed(failure, arrived: reader.arrived) }
}
