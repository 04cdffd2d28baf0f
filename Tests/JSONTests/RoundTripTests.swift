import Testing
import TollGateJSON

@Suite struct RoundTripTests {
  /// Writes a tree with white space wherever JSON allows it.
  static func spaced(_ node: JSONNode, _ space: String) -> String {
    func quoted(_ text: String) -> String {
      var writer = JSONWriter()
      writer.string(text)
      return writer.text
    }
    switch node.content {
    case .array(let elements):
      return space + "[" + elements.map { spaced($0, space) }.joined(separator: ",")
        + (elements.isEmpty ? space : "") + "]" + space
    case .object(let members):
      return space + "{"
        + members.map { space + quoted($0.key) + space + ":" + spaced($0.value, space) }.joined(separator: ",")
        + (members.isEmpty ? space : "") + "}" + space
    case .null, .bool, .number, .string:
      var writer = JSONWriter()
      writer.node(node)
      return space + writer.text + space
    }
  }

  @Test("H3: a random value comes back equal from its text, and its text equal from what was read", arguments: 1...20)
  func random(_ seed: UInt64) throws {
    var tree = RandomTree(seed: seed)
    for _ in 0..<100 {
      let node = tree.node()
      var writer = JSONWriter()
      writer.node(node)
      #expect(!writer.bytes.contains(where: { $0 < 0x20 }))
      let read = try JSONReader.read(writer.bytes)
      #expect(read == node)
      var again = JSONWriter()
      again.node(read)
      #expect(again.bytes == writer.bytes)
    }
  }

  @Test("B2: white space between tokens changes nothing but the places", arguments: 21...30)
  func space(_ seed: UInt64) throws {
    var tree = RandomTree(seed: seed)
    for _ in 0..<50 {
      let node = tree.node()
      #expect(try JSONReader.read(Self.spaced(node, " \r\n\t")) == node)
    }
  }

  @Test("B2: the text cut out for each part of a tree reads as that part", arguments: 31...40)
  func cuts(_ seed: UInt64) throws {
    var tree = RandomTree(seed: seed)
    for _ in 0..<20 {
      let source = [UInt8](Self.spaced(tree.node(), "\n ").utf8)
      var waiting = [try JSONReader.read(source)]
      while let part = waiting.popLast() {
        let text = [UInt8](part.text(in: source))
        #expect(try JSONReader.read(text) == part)
        #expect(text.first.map { $0 > 0x20 } == true && text.last.map { $0 > 0x20 } == true)
        waiting += part.array ?? part.members?.map(\.value) ?? []
      }
    }
  }
}
