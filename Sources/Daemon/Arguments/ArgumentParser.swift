import TollGateTrace

/// A command line that can't be understood, and what may have been meant.
struct UsageMistake: Error, Hashable, Sendable {
  var message: String
  var hint: String
}

/// Turns words into an invocation, by the options of one command.
struct ArgumentParser {
  let command: Command

  func parse(_ words: ArraySlice<String>) throws(UsageMistake) -> Invocation {
    var invocation = Invocation()
    var rest = words
    var optionsOver = false
    while let word = rest.popFirst() {
      if optionsOver || !word.hasPrefix("-") || word == "-" {
        invocation.operands.append(word)
      } else if word == "--" {
        optionsOver = true
      } else if word == "--help" || word == "-h" {
        invocation.wantsHelp = true
      } else {
        try take(word, from: &rest, into: &invocation)
      }
    }
    if !invocation.wantsHelp { try checkCount(invocation.operands) }
    return invocation
  }

  private func take(
    _ word: String, from rest: inout ArraySlice<String>, into invocation: inout Invocation
  ) throws(UsageMistake) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let typed = String(parts[0])
    guard let option = command.options.first(where: { "--\($0.name)" == typed }) else { throw unknown(typed) }
    if option.value == .flag {
      guard parts.count == 1 else {
        throw UsageMistake(message: "--\(option.name) takes no value", hint: "write --\(option.name) alone")
      }
      return invocation.options.set(option.name, "")
    }
    let following = parts.count == 2 ? String(parts[1]) : rest.popFirst()
    guard let value = following, !value.isEmpty, parts.count == 2 || !value.hasPrefix("--") else {
      throw UsageMistake(message: "--\(option.name) needs a value", hint: "write \(option.spelling)")
    }
    try check(value, of: option)
    invocation.options.set(option.name, value)
  }

  private func check(_ value: String, of option: Option) throws(UsageMistake) {
    if case .choice(let known) = option.value { return try check(value, of: option, among: known) }
    guard case .number(_, let range) = option.value else { return }
    guard let number = UInt64(value), range.contains(number) else {
      let bound =
        range.upperBound == .max ? "from \(range.lowerBound) on" : "from \(range.lowerBound) to \(range.upperBound)"
      throw UsageMistake(
        message: "--\(option.name) can't be '\(value)'", hint: "it takes a whole number \(bound)")
    }
  }

  private func check(_ value: String, of option: Option, among known: [String]) throws(UsageMistake) {
    guard !known.contains(value) else { return }
    let meant = Spelling.nearest(value, among: known).map { "; did you mean \($0)?" } ?? ""
    throw UsageMistake(
      message: "--\(option.name) can't be '\(value)'", hint: "it takes \(known.joined(separator: ", "))\(meant)")
  }

  private func checkCount(_ operands: [String]) throws(UsageMistake) {
    let hint = "write tollgate \(command.usage[0])"
    if operands.count < command.operands.lowerBound {
      throw UsageMistake(message: "'\(command.name)' needs something more", hint: hint)
    }
    if operands.count > command.operands.upperBound {
      let extra = operands[command.operands.upperBound]
      throw UsageMistake(message: "'\(command.name)' has no use for '\(extra)'", hint: hint)
    }
  }

  private func unknown(_ typed: String) -> UsageMistake {
    let names = command.options.map { "--\($0.name)" } + ["--help"]
    let hint = Spelling.nearest(typed, among: names).map { "did you mean \($0)?" }
    return UsageMistake(
      message: "'\(command.name)' knows no option \(typed)",
      hint: hint ?? "'tollgate help \(command.name)' lists its options")
  }
}
