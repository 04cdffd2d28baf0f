public import TollGateCore
import TollGateJSON
import TollGateTrace

extension ConfigForm where Value == Bool {
  public static let flag = ConfigForm(
    "true or false", like: "true",
    schema: { writer in
      writer.key("type")
      writer.string("boolean")
    },
    read: { node, reader in
      if let flag = node.bool { return flag }
      reader.complain("true or false must stand here", at: node)
      return nil
    },
    write: { value, writer in writer.bool(value) })
}

extension ConfigForm where Value == UInt64 {
  public static func number(_ range: ClosedRange<UInt64>, of what: String = "a whole number") -> ConfigForm {
    let bound = range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
    return ConfigForm(
      "\(what), \(bound)", like: "\(range.lowerBound)",
      schema: { writer in
        writer.key("type")
        writer.string("integer")
        writer.key("minimum")
        writer.number(range.lowerBound)
        writer.key("maximum")
        writer.number(range.upperBound)
      },
      read: { node, reader in
        if let number = node.uint64, range.contains(number) { return number }
        reader.complain("\(what) must stand here", at: node, hint: bound)
        return nil
      },
      write: { value, writer in writer.number(value) })
  }

  /// An amount of data. Numbers alone are not taken: nobody would know their unit.
  public static func bytes(_ range: ClosedRange<UInt64>) -> ConfigForm {
    let bound =
      range.upperBound == .max
      ? "\(ConfigText.bytes(range.lowerBound)) or more"
      : "\(ConfigText.bytes(range.lowerBound)) to \(ConfigText.bytes(range.upperBound))"
    return .text(
      "an amount of data, \(bound),", like: "500 MB", pattern: "^[0-9]+ ?(bytes|kB|MB|GB|KiB|MiB|GiB)$",
      of: { text in QuantityText.bytes(text).flatMap { range.contains($0) ? $0 : nil } }, as: ConfigText.bytes)
  }
}

extension ConfigForm where Value == Sats {
  public static func sats(_ range: ClosedRange<UInt64>) -> ConfigForm {
    ConfigForm<UInt64>.number(range, of: "an amount of money").mapped(to: { Sats($0) }, from: { $0.count })
  }
}

extension ConfigForm where Value == Interval {
  public static func interval(_ range: ClosedRange<Interval>, like example: String = "5 min") -> ConfigForm {
    .text(
      "a length of time, \(ConfigText.interval(range.lowerBound)) to \(ConfigText.interval(range.upperBound)),",
      like: example, pattern: "^([0-9]+ ?(ms|s|min|h|d) ?)+$",
      of: { text in QuantityText.interval(text).flatMap { range.contains($0) ? $0 : nil } }, as: ConfigText.interval)
  }
}

extension ConfigForm where Value == String {
  /// Any text that is not empty.
  public static func words(_ words: String, like example: String) -> ConfigForm {
    .text(words, like: example, pattern: ".+", of: { $0.isEmpty ? nil : $0 }, as: { $0 })
  }
}

/// Quantities as the configuration has them: exact, so that reading them gives the same.
enum ConfigText {
  static func bytes(_ count: UInt64) -> String {
    for (size, name) in [
      (1 << 30, "GiB"), (1_000_000_000, "GB"), (1 << 20, "MiB"), (1_000_000, "MB"), (1 << 10, "KiB"), (1000, "kB"),
    ] as [(UInt64, String)] where count >= size && count % size == 0 {
      return "\(count / size) \(name)"
    }
    return "\(count) bytes"
  }

  static func interval(_ interval: Interval) -> String {
    var rest = interval.wholeMilliseconds
    if rest <= 0 { return "0 s" }
    var parts: [String] = []
    for (length, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"), (1, "ms")]
      as [(Int64, String)]
    where rest >= length {
      parts.append("\(rest / length) \(name)")
      rest %= length
    }
    return parts.joined(separator: " ")
  }
}
