/// One option of a command, as the parser reads it and as the help shows it.
struct Option: Hashable, Sendable {
  /// What follows the name.
  enum Value: Hashable, Sendable {
    case flag
    case number(_ placeholder: String, ClosedRange<UInt64>)
    case file
    case text(_ placeholder: String)
    case choice([String])
  }

  /// Without the dashes.
  let name: String
  let value: Value
  let help: String

  init(_ name: String, _ value: Value = .flag, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }

  /// How it is typed, with the place of its value.
  var spelling: String {
    switch value {
    case .flag: "--\(name)"
    case .number(let placeholder, _), .text(let placeholder): "--\(name) \(placeholder)"
    case .file: "--\(name) FILE"
    case .choice: "--\(name) KIND"
    }
  }
}

/// The options that a person has given, by name; a later one replaces an earlier one.
struct Options: Hashable, Sendable {
  private var values: [String: String] = [:]

  func has(_ name: String) -> Bool { values[name] != nil }
  func text(_ name: String) -> String? { values[name] }
  /// The parser has let only whole numbers through.
  func number(_ name: String) -> UInt64? { values[name].flatMap { UInt64($0) } }

  mutating func set(_ name: String, _ value: String) { values[name] = value }
}
