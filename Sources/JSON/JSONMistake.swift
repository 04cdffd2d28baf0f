/// Why a text is not JSON, or more of it than was allowed, and where.
public struct JSONMistake: Error, Equatable, Sendable {
  /// What is wrong at the offset.
  public enum Problem: Equatable, Sendable {
    /// The text stops before its value does: more bytes could still make it whole.
    case endOfText
    /// The text begins with a byte order mark.
    case byteOrderMark
    /// Something else stands where a value must begin.
    case notAValue
    /// Something else stands where a key must begin.
    case notAKey
    /// Something else stands where the colon after a key must be.
    case noColon
    /// Something else stands where a comma or the closing bracket must be.
    case noComma
    /// A closing bracket follows a comma.
    case trailingComma
    /// A comment.
    case comment
    /// A number in a spelling that JSON does not know.
    case badNumber
    /// A control character, such as a line break, inside a string.
    case controlCharacter
    /// A backslash with something after it that JSON does not know.
    case badEscape
    /// Half of an escaped surrogate pair.
    case loneSurrogate
    /// Bytes that are not UTF-8.
    case badUTF8
    /// Something follows the value.
    case textAfterValue
    /// More bytes than allowed.
    case tooManyBytes(limit: Int)
    /// Arrays and objects within each other, deeper than allowed.
    case tooDeep(limit: Int)
    /// More values than allowed.
    case tooManyNodes(limit: Int)
  }

  /// What is wrong.
  public let problem: Problem
  /// Offset in bytes from the beginning of the text.
  public let offset: Int
  /// Line, counted from 1.
  public let line: Int
  /// Column, counted from 1 in characters (Unicode scalars), not in bytes.
  public let column: Int

  /// A mistake at an offset of this text.
  public init(_ problem: Problem, at offset: Int, in bytes: [UInt8]) {
    let position = JSONPosition(of: offset, in: bytes)
    self.problem = problem
    self.offset = offset
    line = position.line
    column = position.column
  }
}

extension JSONMistake: CustomStringConvertible {
  /// Place and problem in one line, for a person.
  public var description: String { "line \(line), column \(column): \(problem)" }
}

extension JSONMistake.Problem: CustomStringConvertible {
  /// The problem in words, for a person.
  public var description: String {
    switch self {
    case .endOfText: "the text ends too early; something is missing"
    case .byteOrderMark: "the text begins with a byte order mark; save it as plain UTF-8"
    case .notAValue: #"expected a value: a "string" in double quotes, a number, true, false, null, [ or {"#
    case .notAKey: "expected a key in double quotes"
    case .noColon: "expected a colon after the key"
    case .noComma: "expected a comma or the closing bracket"
    case .trailingComma: "the comma before this bracket has nothing after it; remove it"
    case .comment: "JSON has no comments; remove this one"
    case .badNumber: "a number can't be written like this"
    case .controlCharacter: #"a line break or another control character inside a string; write \n, \t or \u00XX"#
    case .badEscape: #"unknown escape; a backslash itself is written \\"#
    case .loneSurrogate: #"half of a surrogate pair; \uD800 to \uDFFF only come in pairs"#
    case .badUTF8: "these bytes are not UTF-8"
    case .textAfterValue: "something follows the end of the value"
    case .tooManyBytes(let limit): "the text is longer than the \(limit) bytes allowed"
    case .tooDeep(let limit): "brackets are nested deeper than the \(limit) levels allowed"
    case .tooManyNodes(let limit): "the text holds more than the \(limit) values allowed"
    }
  }
}
