/// What a sandbox has been told to do wrong, and how often still.
struct MisbehaviourList: Hashable, Sendable {
  /// More can't be asked for at a time.
  static let most = 64
  private(set) var active: [Misbehaviour] = []

  /// False when there is no room for it.
  mutating func add(_ misbehaviour: Misbehaviour) -> Bool {
    guard active.count < MisbehaviourList.most, misbehaviour.times != 0 else { return false }
    active.append(misbehaviour)
    return true
  }

  mutating func clear() { active = [] }

  /// Those that meet a request. Each has one time fewer left.
  mutating func take(at endpoint: SandboxEndpoint) -> [Misbehaviour] {
    let met = active.filter { $0.matches(endpoint) }
    guard !met.isEmpty else { return [] }
    active = active.compactMap { misbehaviour in
      guard misbehaviour.matches(endpoint), let times = misbehaviour.times else { return misbehaviour }
      var rest = misbehaviour
      rest.times = times - 1
      return times > 1 ? rest : nil
    }
    return met
  }
}
