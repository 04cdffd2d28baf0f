import TollGateCore
import TollGatePollingDriver

/// Whatever the bytes: no reader traps, none finds more entries than there are lines, no name has space in it, and no
/// gateway is the address that stands for none.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzProcTables(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = [UInt8](UnsafeBufferPointer(start: start, count: count))
  let lines = text.split(separator: UInt8(ascii: "\n")).count
  for (routes, family) in [(ProcTables.routes(text), AddressFamily.v4), (ProcTables.routes6(text), .v6)] {
    precondition(routes.count <= lines)
    for route in routes {
      check(route.name)
      precondition(route.family == family)
      if let gateway = route.gateway {
        precondition(gateway.isV4 == (family == .v4) && !gateway.isUnspecified)
      }
    }
  }
  let addresses = ProcTables.addresses6(text)
  precondition(addresses.count <= lines && addresses.allSatisfy { !$0.address.isV4 && $0.peer == nil })
  let neighbours = ProcTables.neighbours(text)
  precondition(neighbours.count <= lines && neighbours.allSatisfy { $0.address.isV4 })
  for neighbour in neighbours { check(neighbour.name) }
  let devices = ProcTables.devices(text)
  precondition(devices.count <= lines)
  for device in devices { check(device.name) }
  return 0
}

private func check(_ name: String) {
  precondition(!name.isEmpty && !name.utf8.contains { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A })
}
