/// Something that goes through a value piece by piece: it writes the pieces, reads them, or makes them up.
///
/// A type describes itself once, by passing through a form, and every form serves it. A form that makes its own pieces
/// ignores those that it is given; a form that takes them hands them back.
package protocol Form {
  /// What stops it; `Never` for a form that takes what it is given.
  associatedtype Mistake: Error

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) throws(Mistake) -> Number
  mutating func flag(_ value: Bool?) throws(Mistake) -> Bool
  mutating func text<Text: TracedText>(_ value: Text?) throws(Mistake) -> Text
  mutating func list<Element: Traced>(_ values: [Element]?) throws(Mistake) -> [Element]

  /// Begins an object; its fields come next, then `close`.
  mutating func open() throws(Mistake)
  /// Ends what `open` or `choose` began.
  mutating func close() throws(Mistake)
  /// A field that is always there.
  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) throws(Mistake) -> Value
  /// A field that is left out when it has no value.
  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) throws(Mistake) -> Value?

  /// A value of the kind that comes next, of which only the kind counts. Its name and payload follow, then `close`.
  mutating func choose<Value: TracedChoice>(_ value: Value?) throws(Mistake) -> Value
  /// A kind without a payload.
  mutating func bare(_ name: String) throws(Mistake)
  /// A kind with one value for a payload.
  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) throws(Mistake) -> Value
  /// A kind with fields for a payload; they come next.
  mutating func kind(_ name: String) throws(Mistake)
}

extension Form {
  /// A kind without a payload, as which `value` stands for itself.
  package mutating func bare<Value>(_ name: String, _ value: Value) throws(Mistake) -> Value {
    try bare(name)
    return value
  }

  /// A kind with fields, which are passed where the kind is made: `f.kind("busy", Self.self).busy(until: f(…))`.
  package mutating func kind<Value>(_ name: String, _ type: Value.Type) throws(Mistake) -> Value.Type {
    try kind(name)
    return type
  }
}
