/// Something in a file that can't be understood: where, what, and what may be done about it.
package struct FileMistake: Error, Hashable, Sendable {
  package var line: Int
  package var column: Int
  package var problem: String
  package var hint: String

  /// As compilers write it, so that editors find the place.
  package func description(in path: String) -> String {
    "\(path):\(line):\(column): \(problem)" + (hint.isEmpty ? "" : "\n  \(hint)")
  }
}
