/// Checks every invariant of spec K that can be checked here. It counts from the books of the simulated mints and
/// gateways and from what the machine was told; the machine's own ledger is only ever compared with them.
///
/// Not here, because the simulator can't show them:
/// - K10 (one seed, one trace, in any process) needs two lives: a test runs each seed twice, another in two processes.
/// - K18 (secrets appear nowhere): Core and these models hold no token at all; the wallet's and the host's tests plant them.
/// - K19 (every value of the policy changes a decision) is about many worlds at once: a test turns each value in turn.
/// The parts of K1, K2, K4, K11 and K12 that spec K marks R are proved once more on real stores by the crash tests.
package struct Oracle: Observer, Sendable {
  package private(set) var violations: [Violation] = []
  /// A broken law breaks again with each step; nobody reads more than these.
  package static let most = 20

  private var witness = Witness()
  private var findings = Findings()
  private var checks = Checks()

  package init() {}

  package mutating func saw(_ step: Step, in world: borrowing World) { observe(step, world) }

  /// Looks at one step, and says what it broke.
  @discardableResult
  package mutating func observe(_ step: Step, _ world: borrowing World) -> [Violation] {
    findings.at = step.at
    witness.hear(step, world.policy)
    checks.observe(step, witness, world, &findings)
    guard !findings.all.isEmpty else { return [] }
    let found = findings.all
    findings.all = []
    if violations.count < Oracle.most { violations += found }
    return found
  }
}

/// Every oracle. Apart from the witness, which each of them reads: inside one value with it, it would be copied for each.
private struct Checks: Sendable {
  private var conservation = Conservation()
  private var onePayment = OnePayment()
  private var fairPurchase = FairPurchase()
  private var budgets = BudgetsHold()
  private var staleAnswers = StaleAnswers()
  private var wakefulness = Wakefulness()
  private var liveness = Liveness()
  private var lifetimes = Lifetimes()
  private var losses = BoundedLosses()
  private var addressees = Addressees()
  private var durability = Durability()
  private var patience = Patience()
  private var recovery = Recovery()
  private var courtesy = Courtesy()
  private var endings = Endings()
  private var tables = Tables()
  private var expiry = Expiry()

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    conservation.observe(step, witness, world, &findings)
    onePayment.observe(step, witness, world, &findings)
    fairPurchase.observe(step, witness, world, &findings)
    budgets.observe(step, witness, world, &findings)
    losses.observe(step, witness, world, &findings)
    addressees.observe(step, witness, world, &findings)
    durability.observe(world, &findings)
    patience.observe(step, witness, world, &findings)
    recovery.observe(step, witness, world, &findings)
    expiry.observe(step, witness, world, &findings)
    staleAnswers.observe(step, witness, world, &findings)
    wakefulness.observe(step, witness, world, &findings)
    liveness.observe(step, witness, world, &findings)
    lifetimes.observe(step, witness, world, &findings)
    courtesy.observe(step, witness, world, &findings)
    endings.observe(step, witness, world, &findings)
    tables.observe(step, witness, world, &findings)
  }
}
