/// One line of a head.
package struct HTTPField: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  func isNamed(_ other: String) -> Bool { HTTPByte.isSame(name.utf8, other.utf8) }
}

/// The lines of a head, in their order. Names match in any case.
package struct HTTPFields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  package var all: [HTTPField] = []

  package init(_ all: [HTTPField] = []) { self.all = all }

  package init(dictionaryLiteral elements: (String, String)...) { all = elements.map { HTTPField($0, $1) } }

  /// Of several lines with one name, the first.
  package subscript(name: String) -> String? { all.first { $0.isNamed(name) }?.value }

  package func values(of name: String) -> [String] { all.filter { $0.isNamed(name) }.map(\.value) }

  package func contains(_ name: String) -> Bool { all.contains { $0.isNamed(name) } }

  package mutating func append(_ name: String, _ value: String) { all.append(HTTPField(name, value)) }
}
