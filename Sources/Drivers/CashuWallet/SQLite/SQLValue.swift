import TollGateCashu

/// What a statement is given for one of its places.
package enum SQLValue: Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  /// Amounts reach to 2^64-1 and SQLite's numbers don't: they are stored as the bits that they are.
  package static func amount(_ amount: UInt64) -> SQLValue { .integer(Int64(bitPattern: amount)) }
  package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }

  package static func maybe(_ integer: Int64?) -> SQLValue { integer.map(SQLValue.integer) ?? .null }
  package static func maybe(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
  package static func maybe(_ blob: [UInt8]?) -> SQLValue { blob.map(SQLValue.blob) ?? .null }
}

extension SQLValue: Secretive {}
