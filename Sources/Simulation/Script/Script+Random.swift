extension Script {
  /// A random setup with random faults of every kind.
  package static func random(seed: UInt64) -> Script { Script(seed: seed, setup: Setup()) }
}
