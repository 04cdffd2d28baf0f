import TollGateCore

/// Writes values as the Swift that makes them.
enum Swiftly {
  static func text(_ value: Any) -> String {
    if let known = known(value) { return known }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .enum: return enumeration(value, mirror)
    case .optional: return mirror.children.first.map { text($0.value) } ?? "nil"
    case .collection: return "[" + mirror.children.map { text($0.value) }.joined(separator: ", ") + "]"
    case .struct, .class, .tuple: return "\(mirror.subjectType)(" + arguments(mirror) + ")"
    default: return "\(value)"
    }
  }

  private static func arguments(_ mirror: Mirror) -> String {
    mirror.children.map { child in
      let name = child.label ?? ""
      return name.isEmpty || name.hasPrefix(".") ? text(child.value) : "\(name): \(text(child.value))"
    }.joined(separator: ", ")
  }

  private static func enumeration(_ value: Any, _ mirror: Mirror) -> String {
    guard let child = mirror.children.first, let name = child.label else { return ".\(value)" }
    let payload = Mirror(reflecting: child.value)
    if payload.displayStyle == .tuple { return ".\(name)(\(arguments(payload)))" }
    return ".\(name)(\(text(child.value)))"
  }

  /// Types whose initialisers don't read like their parts.
  private static func known(_ value: Any) -> String? {
    switch value {
    case let text as String: "\"\(text)\""
    case let name as LinkName: "LinkName(\"\(name.text)\")"
    case let unit as CurrencyUnit: "CurrencyUnit(\"\(unit.name)\")"
    case let sats as Sats: "Sats(\(sats.count))"
    case let interval as Interval: text(interval)
    case let instant as Instant: ".start + " + text(instant - .start)
    case let crash as Crash:
      "Crash(\(text(crash.point)), losesPower: \(crash.losesPower), downFor: \(text(crash.downFor)))"
    case let purse as PurseSetup:
      "PurseSetup(mint: \(purse.mint), unit: \(text(purse.unit)), amounts: \(purse.amounts))"
    case is Policy: "setup.policy"
    default: nil
    }
  }

  private static func text(_ interval: Interval) -> String {
    if interval.nanoseconds % 1_000_000_000 == 0 { return ".seconds(\(interval.wholeSeconds))" }
    if interval.nanoseconds % 1_000_000 == 0 { return ".milliseconds(\(interval.wholeMilliseconds))" }
    return "Interval(nanoseconds: \(interval.nanoseconds))"
  }
}
