/// Something that a person has written and that can't be understood: where, what, and what may be done about it.
package struct FileMistake: Error, Hashable, Sendable {
  package var line: Int
  package var column: Int
  package var problem: String
  package var hint: String

  package init(line: Int, column: Int, problem: String, hint: String = "") {
    self.line = line
    self.column = column
    self.problem = problem
    self.hint = hint
  }

  /// As compilers write it, so that editors find the place.
  package func description(in path: String) -> String {
    "\(path):\(line):\(column): \(problem)" + (hint.isEmpty ? "" : "\n  \(hint)")
  }
}
