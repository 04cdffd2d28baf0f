/// Makes the least value of every type, and learns under which name a kind walks.
struct Blanking: Form {
  typealias Mistake = Never

  private(set) var name = ""

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) -> Number { 0 }
  mutating func flag(_ value: Bool?) -> Bool { false }
  mutating func text<Text: TracedText>(_ value: Text?) -> Text { Text.example }
  mutating func list<Element: Traced>(_ values: [Element]?) -> [Element] { [] }

  mutating func open() {}
  mutating func close() {}
  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) -> Value { Value.blank }
  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) -> Value? { nil }

  mutating func choose<Value: TracedChoice>(_ value: Value?) -> Value { Value.kinds.samples[0] }
  mutating func bare(_ name: String) { self.name = name }
  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) -> Value {
    self.name = name
    return Value.blank
  }
  mutating func kind(_ name: String) { self.name = name }
}
