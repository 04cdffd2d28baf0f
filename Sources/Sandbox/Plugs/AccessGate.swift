package import TollGateCore

/// Lets clients through, or no longer. Called in the order of what happens, before the answer leaves: it may take
/// milliseconds, not more.
package protocol AccessGate: Sendable {
  func change(_ client: MACAddress, isOpen: Bool)
}

/// Lets nobody through and holds nobody up: there is nothing behind a sandbox.
package struct NoAccessGate: AccessGate {
  package init() {}
  package func change(_ client: MACAddress, isOpen: Bool) {}
}
