import Foundation
import Testing
import TollGateJSON

/// The fenced blocks of one file of vectors, in their order.
struct VectorFile {
  let blocks: [String]

  init(_ name: String) throws {
    let text = try VectorFile.text(name)
    blocks = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map { _, block in
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (lines.count == 2 ? String(lines[1]) : "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  static func text(_ name: String) throws -> String {
    let url = try #require(Bundle.module.url(forResource: "Vectors/\(name)", withExtension: "md"))
    return try String(contentsOf: url, encoding: .utf8)
  }

  func json(_ block: Int) throws -> JSONNode { try JSONReader.read(blocks[block]) }

  /// The values of `key: value` lines, in their order; quotes and what follows a space after the value are dropped.
  func values(_ block: Int) -> [String] {
    blocks[block].split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains(":") }.map { line in
      let value = line.drop { $0 != ":" }.dropFirst().trimmingCharacters(in: .whitespaces)
      return String(value.prefix { $0 != " " }).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
    }
  }
}
