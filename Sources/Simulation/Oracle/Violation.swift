package import TollGateCore

/// One sentence about a law that was broken, and when.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// The number behind the K (spec K).
  package var invariant: Int
  /// In the world's time.
  package var at: Instant
  package var sentence: String

  package init(invariant: Int, at: Instant, sentence: String) {
    self.invariant = invariant
    self.at = at
    self.sentence = sentence
  }

  package var description: String {
    let milliseconds = (at - .start).wholeMilliseconds
    let rest = milliseconds % 1000
    let padding = rest < 10 ? "00" : rest < 100 ? "0" : ""
    return "K\(invariant) at \(milliseconds / 1000).\(padding)\(rest) s: \(sentence)"
  }
}

/// Collects what the oracles find in one step.
struct Findings: Sendable {
  var at = Instant.start
  var all: [Violation] = []

  mutating func add(_ invariant: Int, _ sentence: @autoclosure () -> String) {
    all.append(Violation(invariant: invariant, at: at, sentence: sentence()))
  }
}
