package import TollGateCore
package import TollGateLinux

/// Where a sandbox listens, and what it is made of.
package struct SandboxSettings: Sendable {
  package var terms: SandboxTerms
  package var address: IPAddress
  /// For the link-local addresses of IPv6, and to be reached by one link alone.
  package var link: LinkName?
  /// 0 is any free one.
  package var port: UInt16
  /// On the loopback; 0 is any free one.
  package var controlPort: UInt16
  /// Where clients register, usually 80. `nil` has no such door.
  package var registrationPort: UInt16?
  /// Of the gateway and its door; the control port is in our own, for whoever runs the sandbox.
  package var namespace: NetworkNamespace
  package var naming: ClientNaming
  package var judge: any TokenJudge
  package var gate: any AccessGate
  /// Tests make their own time.
  package var clock: @Sendable () -> CalendarMoment

  package init(
    _ terms: SandboxTerms = SandboxTerms(), address: IPAddress = .v4(0x7F00_0001), link: LinkName? = nil,
    port: UInt16 = 0, controlPort: UInt16 = 0, registrationPort: UInt16? = nil, namespace: NetworkNamespace = .own,
    naming: ClientNaming = .derived, judge: any TokenJudge = SandboxTokens(), gate: any AccessGate = NoAccessGate(),
    clock: @escaping @Sendable () -> CalendarMoment = { .now }
  ) {
    self.terms = terms
    self.address = address
    self.link = link
    self.port = port
    self.controlPort = controlPort
    self.registrationPort = registrationPort
    self.namespace = namespace
    self.naming = naming
    self.judge = judge
    self.gate = gate
    self.clock = clock
  }
}
