import Foundation
import Testing
import TollGateJSON

/// The suite in `Vectors`, see the README there.
@Suite struct SuiteTests {
  static func files(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = Bundle.module.bundleURL.appending(path: "Vectors")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(prefix) }
    return try names.sorted().map { ($0, [UInt8](try Data(contentsOf: folder.appending(path: $0)))) }
  }

  @Test("B2: every text of the suite that must be accepted is, and comes back the same when written")
  func accepted() throws {
    let files = try Self.files("y_")
    #expect(files.count == 95)
    for (name, bytes) in files {
      let node = try #require(try? JSONReader.read(bytes), "\(name)")
      var writer = JSONWriter()
      writer.node(node)
      #expect(try JSONReader.read(writer.bytes) == node, "\(name)")
    }
  }

  @Test("B2: every text of the suite that must be refused is, with a place inside the text")
  func refused() throws {
    let files = try Self.files("n_")
    #expect(files.count == 188)
    for (name, bytes) in files {
      let mistake = #expect(throws: JSONMistake.self, "\(name)") { try JSONReader.read(bytes) }
      #expect((0...bytes.count).contains(try #require(mistake).offset), "\(name)")
    }
  }

  @Test(
    "B2: where the suite leaves the choice, numbers of any size are kept, and all that is not clean UTF-8 is refused")
  func either() throws {
    let files = try Self.files("i_")
    #expect(files.count == 35)
    for (name, bytes) in files {
      let isRead = (try? JSONReader.read(bytes)) != nil
      #expect(isRead == name.hasPrefix("i_number_"), "\(name)")
    }
  }

  @Test("H2: every beginning of a good array or object is refused at its end, and for no other reason")
  func beginnings() throws {
    for (name, bytes) in try Self.files("y_") {
      guard let last = bytes.lastIndex(where: { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "}") }) else { continue }
      for length in 0...last {
        let mistake = #expect(throws: JSONMistake.self, "\(name), \(length) bytes") {
          try JSONReader.read([UInt8](bytes[..<length]))
        }
        #expect(mistake?.problem == .endOfText, "\(name), \(length) bytes")
        #expect(mistake?.offset == length, "\(name), \(length) bytes")
      }
    }
  }
}
