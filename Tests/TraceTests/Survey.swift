import TollGateTrace

/// A form that visits every type which a value can hold, and compares the fields of each record with its properties.
struct Survey: Form {
  typealias Mistake = Never

  /// Records whose fields are not their properties, each with both.
  private(set) var mismatches: [String] = []
  private(set) var records = 0
  private var seen: Set<ObjectIdentifier> = []
  private var keys: [String] = []

  mutating func visit<Value: Traced>(_ type: Value.Type) {
    guard seen.insert(ObjectIdentifier(type)).inserted else { return }
    if let record = type as? any TracedRecord.Type {
      visitRecord(record)
    } else if let choice = type as? any TracedChoice.Type {
      visitChoice(choice)
    } else {
      _ = Value.pass(nil, &self)
    }
  }

  private mutating func visitRecord<Record: TracedRecord>(_ type: Record.Type) {
    let outer = keys
    keys = []
    let made = Record.pass(nil, &self)
    let properties = Mirror(reflecting: made).children.compactMap(\.label)
    if properties.sorted() != keys.sorted() { mismatches.append("\(type): has \(properties), passes \(keys)") }
    records += 1
    keys = outer
  }

  private mutating func visitChoice<Choice: TracedChoice>(_ type: Choice.Type) {
    let outer = keys
    for sample in Choice.kinds.samples { _ = sample.walk(&self) }
    keys = outer
  }

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) -> Number { 0 }
  mutating func flag(_ value: Bool?) -> Bool { false }
  mutating func text<Text: TracedText>(_ value: Text?) -> Text { Text.example }
  mutating func list<Element: Traced>(_ values: [Element]?) -> [Element] {
    visit(Element.self)
    return []
  }
  mutating func open() {}
  mutating func close() {}
  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) -> Value {
    keys.append(key)
    visit(Value.self)
    return Drawing.value(Value.self, seed: 1)
  }
  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) -> Value? { self(key, value) }
  mutating func choose<Value: TracedChoice>(_ value: Value?) -> Value { Value.kinds.samples[0] }
  mutating func bare(_ name: String) {}
  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) -> Value {
    visit(Value.self)
    return Drawing.value(Value.self, seed: 1)
  }
  mutating func kind(_ name: String) {}
}
