internal import TollGateJSON

/// Writes the values that pass through it as JSON.
struct Writing: Form {
  typealias Mistake = Never

  private(set) var writer = JSONWriter(reserving: 256)
  /// How many objects each value that is not whole yet has begun.
  private var begun: [Int] = []

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) -> Number {
    let value = value ?? 0
    if Number.isSigned { writer.number(Int64(clamping: value)) } else { writer.number(UInt64(clamping: value)) }
    return value
  }

  mutating func flag(_ value: Bool?) -> Bool {
    let value = value ?? false
    writer.bool(value)
    return value
  }

  mutating func text<Text: TracedText>(_ value: Text?) -> Text {
    let value = value ?? Text.example
    writer.string(value.traceText)
    return value
  }

  mutating func list<Element: Traced>(_ values: [Element]?) -> [Element] {
    let values = values ?? []
    writer.beginArray()
    for value in values { _ = Element.pass(value, &self) }
    writer.endArray()
    return values
  }

  mutating func open() {
    writer.beginObject()
    begun.append(1)
  }

  mutating func close() {
    for _ in 0..<(begun.popLast() ?? 0) { writer.endObject() }
  }

  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) -> Value {
    writer.key(key)
    return Value.pass(value, &self)
  }

  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) -> Value? {
    guard let value else { return nil }
    return self(key, value)
  }

  mutating func choose<Value: TracedChoice>(_ value: Value?) -> Value {
    begun.append(0)
    return value ?? Value.blank
  }

  mutating func bare(_ name: String) { writer.string(name) }

  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) -> Value {
    writer.beginObject()
    defer { writer.endObject() }
    return self(name, value)
  }

  mutating func kind(_ name: String) {
    writer.beginObject()
    writer.key(name)
    writer.beginObject()
    begun[begun.endIndex - 1] = 2
  }
}
