import Foundation
import Testing

@Suite("I2: the page on writing a driver")
struct PageTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let page = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/write-a-driver.md")

  @Test("I2: every Swift block of the page stands in a source file that is compiled and run")
  func blocks() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let source = try String(contentsOf: Self.tests.appendingPathComponent("WriteADriver.swift"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```swift\n").dropFirst().map { block in
      block.components(separatedBy: "```").first ?? ""
    }
    #expect(blocks.count >= 4)
    for block in blocks { #expect(!block.isEmpty && source.contains(block), "not in WriteADriver.swift:\n\(block)") }
  }
}
