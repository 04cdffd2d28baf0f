import TollGateCore
import TollGateNetlinkDriver

/// Whatever the bytes: the reader does not trap, hears no more messages than have room, tells no route without an interface,
/// and what it has read of a datagram does not change with what comes after.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNetlink(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let frames = read(bytes)
  precondition(frames.count <= count / 16)
  for frame in frames {
    switch frame.message {
    case .route(let route):
      precondition(route.index != 0)
      if let gateway = route.gateway { precondition(gateway.isV4 == (route.family == .v4)) }
    case .interface(let interface): precondition(!interface.name.text.utf8.contains(0))
    case .address(let address), .addressGone(let address): precondition(address.peer?.isV4 ?? true)
    default: break
    }
  }
  let beginning = read([UInt8](bytes.prefix(count / 2)))
  precondition(frames.starts(with: beginning))
  return 0
}

private func read(_ datagram: [UInt8]) -> [NetlinkFrame] {
  var frames: [NetlinkFrame] = []
  NetlinkReader.read(datagram.span.bytes) { frames.append($0) }
  return frames
}
