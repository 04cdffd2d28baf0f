import Testing
import TollGateJSON

@Suite struct ReaderTests {
  static let event = #"""
    {"kind": 10021, "tags": [["metric", "bytes"], [ "price_per_step","cashu" , "210"]],
     "content": "h\u00e9\ud83d\ude00\n\/", "ok": true, "no": false, "none": null, "empty": {}, "list": [ ]}
    """#

  @Test("B2: each kind of value is read as what it is")
  func values() throws {
    let node = try JSONReader.read(Self.event)
    #expect(node["kind"]?.uint64 == 10021)
    #expect(node["tags"]?.array?[1].array?.map(\.string) == ["price_per_step", "cashu", "210"])
    #expect(node["content"]?.string == "h\u{E9}\u{1F600}\n/")
    #expect(node["ok"]?.bool == true)
    #expect(node["no"]?.bool == false)
    #expect(node["none"]?.isNull == true)
    #expect(node["empty"]?.members == [])
    #expect(node["list"]?.array == [])
    #expect(node.members?.map(\.key) == ["kind", "tags", "content", "ok", "no", "none", "empty", "list"])
  }

  @Test("B2: an accessor of another kind yields nothing")
  func mismatches() throws {
    let node = try JSONReader.read(#"["1", 1, true, null, {}]"#)
    let elements = try #require(node.array)
    #expect(node["1"] == nil)
    #expect(elements.map(\.uint64) == [nil, 1, nil, nil, nil])
    #expect(elements.map(\.int64) == [nil, 1, nil, nil, nil])
    #expect(elements.map(\.string) == ["1", nil, nil, nil, nil])
    #expect(elements.map(\.bool) == [nil, nil, true, nil, nil])
    #expect(elements.map(\.isNull) == [false, false, false, true, false])
    #expect(elements.map { $0.members == nil } == [true, true, true, true, false])
    #expect(elements.allSatisfy { $0.array == nil })
    #expect(elements[4]["1"] == nil)
  }

  @Test("B2: the exact text of any value can be cut out of its source")
  func slices() throws {
    let source = [UInt8](Self.event.utf8)
    let node = try JSONReader.read(source)
    func text(_ key: String) throws -> String {
      String(decoding: try #require(node[key]).text(in: source), as: UTF8.self)
    }
    #expect(try text("kind") == "10021")
    #expect(try text("tags") == #"[["metric", "bytes"], [ "price_per_step","cashu" , "210"]]"#)
    #expect(try text("content") == #""h\u00e9\ud83d\ude00\n\/""#)
    #expect(try text("none") == "null")
    #expect(try text("empty") == "{}")
    #expect(try text("list") == "[ ]")
    #expect(node.text(in: source) == source[...])
    let members = try #require(node.members)
    for member in members {
      #expect(source[member.keyStart...].starts(with: "\"\(member.key)\"".utf8))
    }
  }

  @Test("B2: cutting a value out of a shorter text yields what there is")
  func shorterSource() throws {
    let node = try JSONReader.read("[1, [22, 333]]")
    let inner = try #require(node.array?[1])
    #expect(inner.text(in: [UInt8]("[1, [2".utf8)) == ArraySlice("[2".utf8))
    #expect(inner.text(in: []).isEmpty)
    #expect(JSONNode(.null, start: 5, end: 2).text(in: [0, 1, 2, 3, 4, 5]) == [2, 3, 4])
  }

  @Test("H2: of a repeated key the last counts, and each repetition can be pointed at")
  func duplicates() throws {
    let node = try JSONReader.read(#"{"b": 1, "a": 2, "b": 3, "\u0061": 4, "c": {"a": 5}, "b": 6}"#)
    #expect(node["b"]?.uint64 == 6)
    #expect(node["a"]?.uint64 == 4)
    #expect(node.duplicatedKeys.map(\.key) == ["b", "a", "b"])
    #expect(node.duplicatedKeys.map(\.keyStart) == [17, 25, 53])
    #expect(try JSONReader.read(#"{"a": 1, "b": 2}"#).duplicatedKeys == [])
    #expect(try JSONReader.read("[1, 1]").duplicatedKeys == [])
  }

  @Test("B2: two spellings of one accented letter are two strings and two keys")
  func exactBytes() throws {
    let node = try JSONReader.read("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
    #expect(node["\u{E9}"]?.uint64 == 1)
    #expect(node["e\u{301}"]?.uint64 == 2)
    #expect(node.duplicatedKeys == [])
    #expect(try JSONReader.read("\"\u{E9}\"") != JSONReader.read("\"e\u{301}\""))
    #expect(try JSONReader.read("\"\u{E9}\"") == JSONReader.read(#""\u00E9""#))
  }

  @Test("B2: equality asks what was said, not where or with how much space")
  func equality() throws {
    let one = try JSONReader.read(#"{"a":[1,"x",null,true]}"#)
    #expect(try one == JSONReader.read(#" { "a" : [ 1, "\u0078", null, true ] } "#))
    let others = [
      #"{"a":[1,"x",null,false]}"#, #"{"a":[1,"x",true]}"#, #"{"a":[1.0,"x",null,true]}"#, #"{"b":[1,"x",null,true]}"#,
      #"{"a":[1,"x","null",true]}"#, #"[1,"x",null,true]"#, "{}",
    ]
    for other in others {
      #expect(try one != JSONReader.read(other), "\(other)")
    }
  }
}
