import TollGateJSON

extension JSONWriter {
  mutating func pair(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  mutating func pair(_ key: String, _ value: UInt64) {
    self.key(key)
    number(value)
  }

  mutating func pair(ifThere key: String, _ text: String?) {
    if let text { pair(key, text) }
  }

  mutating func pair(ifThere key: String, _ value: UInt64?) {
    if let value { pair(key, value) }
  }

  mutating func objects<Elements: Sequence>(
    _ key: String, _ elements: Elements, _ write: (Elements.Element, inout JSONWriter) -> Void
  ) {
    self.key(key)
    beginArray()
    for element in elements {
      beginObject()
      write(element, &self)
      endObject()
    }
    endArray()
  }

  mutating func counts(_ key: String, _ counts: [(String, UInt64)]) {
    self.key(key)
    beginObject()
    for (name, count) in counts.sorted(by: { $0.0 < $1.0 }) { pair(name, count) }
    endObject()
  }
}
