import Testing
import TollGateCore
import TollGateHTTP

@Suite("Names", .timeLimit(.minutes(1))) struct NameLookupTests {
  @Test("A name of this machine has its addresses, each once")
  func found() async {
    guard case .found(let addresses) = await NameLookup.addresses(of: "localhost", within: .seconds(30)) else {
      Issue.record("localhost has no address")
      return
    }
    #expect(addresses.contains(.loopback4) || addresses.contains(.loopback6))
    #expect(Set(addresses).count == addresses.count)
    #expect(await NameLookup.addresses(of: "127.0.0.1", within: .seconds(30)) == .found([.loopback4]))
    #expect(await NameLookup.addresses(of: "::1", within: .seconds(30)) == .found([.loopback6]))
  }

  @Test("What is no name has no way, and a lookup in a cancelled task is not waited for")
  func nothing() async {
    for name in ["", "a b", "300.300.300.300.", "tollgate.invalid", String(repeating: "a", count: 300)] {
      #expect(await NameLookup.addresses(of: name, within: .seconds(50)) == .failed(.noRoute), "\(name)")
    }
    let looking = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await NameLookup.addresses(of: "tollgate.invalid", within: .hours(1))
    }
    #expect(await looking.value == .failed(.cancelled))
  }
}
