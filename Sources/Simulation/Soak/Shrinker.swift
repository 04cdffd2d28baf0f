import TollGateCore

/// Makes a failing script small: fewer faults, a shorter life, a simpler setup, as long as the same law is broken.
package struct Shrinker: Sendable {
  package private(set) var script: Script
  package let invariant: Int
  /// The simplifications of the setup, as lines of Swift.
  package private(set) var lines: [String] = []
  package private(set) var tries = 0
  private let breaks: @Sendable (Script) -> [Violation]

  package init(
    _ script: Script, breaking invariant: Int, by breaks: @escaping @Sendable (Script) -> [Violation] = Soak.violations
  ) {
    self.script = script
    self.invariant = invariant
    self.breaks = breaks
  }

  package mutating func shrink() {
    shorten()
    removeFaults()
    simplify()
    removeFaults()
    shorten()
  }

  private mutating func keep(_ candidate: Script) -> Bool {
    tries += 1
    guard breaks(candidate).contains(where: { $0.invariant == invariant }) else { return false }
    script = candidate
    return true
  }

  private mutating func shorten() {
    guard let end = breaks(script).first(where: { $0.invariant == invariant })?.at else { return }
    var candidate = script
    candidate.until = min(script.until, end + .milliseconds(1))
    candidate.faults.removeAll { $0.at > candidate.until }
    _ = keep(candidate)
  }

  /// Halves first, then quarters, then one by one.
  private mutating func removeFaults() {
    var size = max(script.faults.count / 2, 1)
    while true {
      var start = 0
      while start < script.faults.count {
        var candidate = script
        candidate.faults.removeSubrange(start..<min(start + size, candidate.faults.count))
        if !keep(candidate) { start += size }
      }
      if size == 1 { return }
      size /= 2
    }
  }

  private mutating func simplify() {
    for (line, change) in Shrinker.simplifications {
      var candidate = script
      change(&candidate.setup)
      if candidate.setup != script.setup, keep(candidate) { lines.append(line) }
    }
  }

  private static let simplifications: [(String, @Sendable (inout Setup) -> Void)] = [
    ("setup.links.removeLast()", { if $0.links.count > 1 { $0.links.removeLast() } }),
    ("setup.links.removeLast()", { if $0.links.count > 1 { $0.links.removeLast() } }),
    ("setup.wakeSlack = .zero", { $0.wakeSlack = .zero }),
    ("setup.keepsWallTime = true", { $0.keepsWallTime = true }),
    ("setup.bytesPerSecond = 0", { $0.bytesPerSecond = 0 }),
    ("setup.sync = .milliseconds(1)", { $0.sync = .milliseconds(1) }),
    ("setup.policy.egress = .off", { $0.policy.egress = .off }),
    ("setup.policy.paid = .all", { $0.policy.paid = .all }),
    ("setup.policy.purchase.readyPayments = 0", { $0.policy.purchase.readyPayments = 0 }),
    ("setup.policy.trust = TrustPolicy()", { $0.policy.trust = TrustPolicy() }),
    ("setup.purse.removeLast()", { if $0.purse.count > 1 { $0.purse.removeLast() } }),
  ]

  /// A test that pastes into the regressions.
  package var snippet: String {
    var text = "@Test(\"K\(invariant): \(breaks(script).first?.sentence ?? "")\")\n"
    text += "func seed\(script.seed)() {\n"
    text += "  var setup = Script.random(seed: \(script.seed)).setup\n"
    for line in lines { text += "  \(line)\n" }
    text += "  let script = Script(\n    seed: \(script.seed), setup: setup,\n    faults: [\n"
    for fault in script.faults {
      text += "      Scheduled(at: \(Swiftly.text(fault.at)), \(Swiftly.text(fault.fault))),\n"
    }
    text += "    ], until: \(Swiftly.text(script.until)))\n"
    text += "  #expect(Soak.violations(script).isEmpty)\n}\n"
    return text
  }
}
