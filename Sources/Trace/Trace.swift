package import TollGateJSON

/// Values as lines of JSON, for people to read and for the program to read back.
package enum Trace {
  /// What one line may hold: a checkpoint of a full ledger is the greatest.
  package static let limits = JSONLimits(maxBytes: 16 << 20, maxDepth: 32, maxNodes: 1 << 19)

  /// The value on one line, without the line's end.
  package static func line<Value: Traced>(_ value: Value) -> [UInt8] {
    var form = Writing()
    _ = Value.pass(value, &form)
    return form.writer.bytes
  }

  /// The value that a line holds; `line` is the number under which a mistake names it.
  package static func read<Value: Traced>(
    _ type: Value.Type, from bytes: [UInt8], line: Int = 1, limits: JSONLimits = Trace.limits
  ) throws(TraceMistake) -> Value {
    var form = try Reading(bytes, line: line, limits: limits)
    return try Value.pass(nil, &form)
  }
}
