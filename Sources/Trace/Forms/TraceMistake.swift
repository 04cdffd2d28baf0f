package import TollGateJSON

/// Why a line of a trace can't be read, and where.
package struct TraceMistake: Error, Equatable, Sendable {
  package enum Problem: Equatable, Sendable {
    case notJSON(JSONMistake.Problem)
    /// Something else stands where this should.
    case expected(String)
    case missing(String)
    case unknown(String)
    case repeated(String)
    case unknownKind(String)
    /// The last line has no end: whoever wrote it was stopped.
    case torn
    case tooLong(limit: Int)
    case empty
  }

  /// Counted from 1.
  package let line: Int
  /// Counted from 1 in characters.
  package let column: Int
  /// The keys on the way to the value, such as `effects[0].ask.id`.
  package let path: String
  package let problem: Problem

  package init(line: Int, column: Int = 1, path: String = "", _ problem: Problem) {
    self.line = line
    self.column = column
    self.path = path
    self.problem = problem
  }
}

extension TraceMistake: CustomStringConvertible {
  /// Place and problem in one line, for a person.
  package var description: String {
    "line \(line), column \(column)" + (path.isEmpty ? "" : ", \(path)") + ": \(problem)"
  }
}

extension TraceMistake.Problem: CustomStringConvertible {
  /// The problem in words, for a person.
  package var description: String {
    switch self {
    case .notJSON(let problem): "\(problem)"
    case .expected(let wanted): "expected \(wanted)"
    case .missing(let key): "\"\(key)\" is missing"
    case .unknown(let key): "\"\(key)\" is not known here"
    case .repeated(let key): "\"\(key)\" is there twice"
    case .unknownKind(let name): "nothing is called \"\(name)\" here"
    case .torn: "the line is cut off; whoever wrote it was stopped"
    case .tooLong(let limit): "the line is longer than the \(limit) bytes allowed"
    case .empty: "there is nothing; a trace begins with a line that says what was traced"
    }
  }
}
