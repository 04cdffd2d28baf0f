/// Why bytes are not the CBOR that was expected, and where. It holds nothing of the bytes themselves: they may be secret.
package struct CBORMistake: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// The data stops before its value does.
    case endOfData
    /// A first byte that CBOR does not know, or a length in pieces that nobody sends.
    case badHead
    /// A value of another kind than this place has.
    case wrongKind
    /// A value of the right kind that can't be meant.
    case badValue
    /// A text that is not UTF-8.
    case badText
    case repeatedKey
    /// The map that begins here lacks a key that it must have.
    case missingKey
    case tooDeep
    /// Something follows the value.
    case dataAfterValue
  }

  package let problem: Problem
  package let offset: Int

  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}
