/// What goes wrong with some kinds of request, so and so often.
protocol Recurring {
  associatedtype Place
  /// For so many requests; `nil` is for ever.
  var times: UInt64? { get set }
  func matches(_ asked: Place) -> Bool
}

/// What a sandbox has been told to do wrong, and how often still.
struct MisbehaviourList<Element: Recurring & Hashable & Sendable>: Hashable, Sendable {
  /// More can't be asked for at a time.
  static var most: Int { 64 }
  private(set) var active: [Element] = []

  /// False when there is no room for it.
  mutating func add(_ element: Element) -> Bool {
    guard active.count < Self.most, element.times != 0 else { return false }
    active.append(element)
    return true
  }

  mutating func clear() { active = [] }

  /// Those that meet a request. Each has one time fewer left.
  mutating func take(at place: Element.Place) -> [Element] {
    let met = active.filter { $0.matches(place) }
    guard !met.isEmpty else { return [] }
    active = active.compactMap { element in
      guard element.matches(place), let times = element.times else { return element }
      var rest = element
      rest.times = times - 1
      return times > 1 ? rest : nil
    }
    return met
  }
}
