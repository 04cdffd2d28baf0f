import Dispatch
import Foundation
import Synchronization
import Testing
import TollGateJSON

@Suite struct LimitTests {
  static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  static func problem(_ text: String, _ limits: JSONLimits) -> JSONMistake.Problem? {
    do {
      _ = try JSONReader.read(text, limits: limits)
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("B1: a text is read up to its limit of bytes and refused from the next byte on")
  func bytes() {
    #expect(Self.problem("[1,2]", JSONLimits(maxBytes: 5)) == nil)
    #expect(Self.problem("[1,2]", JSONLimits(maxBytes: 4)) == .tooManyBytes(limit: 4))
    #expect(Self.problem("1", JSONLimits(maxBytes: -1)) == .tooManyBytes(limit: 0))
  }

  @Test("B1: arrays and objects count alike toward the depth, and the bracket that is too deep is the place")
  func depth() throws {
    #expect(Self.problem(Self.nested(64), JSONLimits()) == nil)
    #expect(Self.problem(Self.nested(65), JSONLimits()) == .tooDeep(limit: 64))
    #expect(Self.problem("[[],[],{}]", JSONLimits(maxDepth: 2)) == nil)
    let mistake = try #require(
      #expect(throws: JSONMistake.self) { try JSONReader.read(#"[{"a": [1]}]"#, limits: JSONLimits(maxDepth: 2)) })
    #expect(mistake.problem == .tooDeep(limit: 2))
    #expect(mistake.offset == 7)
    #expect(Self.problem("1", JSONLimits(maxDepth: 0)) == nil)
    #expect(Self.problem("[]", JSONLimits(maxDepth: 0)) == .tooDeep(limit: 0))
  }

  @Test("B1: every value counts toward the number of values, keys do not")
  func nodes() {
    #expect(Self.problem(#"{"a":[1,2],"b":{}}"#, JSONLimits(maxNodes: 5)) == nil)
    #expect(Self.problem(#"{"a":[1,2],"b":{}}"#, JSONLimits(maxNodes: 4)) == .tooManyNodes(limit: 4))
    #expect(Self.problem("null", JSONLimits(maxNodes: 0)) == .tooManyNodes(limit: 0))
  }

  @Test("B1: no depth that can be asked for overflows a stack of 384 KiB, in reading, comparing, writing or releasing")
  func smallStack() {
    let text = Self.nested(JSONLimits.deepest)
    let done = DispatchSemaphore(value: 0)
    let written = Mutex("")
    let thread = Thread {
      let limits = JSONLimits(maxDepth: .max)
      if let one = try? JSONReader.read(text, limits: limits), let other = try? JSONReader.read(text, limits: limits) {
        var writer = JSONWriter()
        writer.node(one)
        written.withLock { [text = writer.text] in $0 = one == other ? text : "" }
      }
      done.signal()
    }
    thread.stackSize = 384 << 10
    thread.start()
    done.wait()
    #expect(written.withLock { $0 } == text)
    let deeper = Self.problem(Self.nested(JSONLimits.deepest + 1), JSONLimits(maxDepth: .max))
    #expect(deeper == .tooDeep(limit: JSONLimits.deepest))
  }
}
