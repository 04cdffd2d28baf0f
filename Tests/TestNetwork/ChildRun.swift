package import Foundation

/// A program that has run to its end, and what it said.
package struct ChildRun {
  package var code: Int32
  package var output: Data
  package var complaints: Data

  /// Blocks until then.
  package init(_ program: URL, _ arguments: [String], input: FileHandle? = nil) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (said, complained) = (Pipe(), Pipe())
    process.standardOutput = said
    process.standardError = complained
    if let input { process.standardInput = input }
    try process.run()
    output = said.fileHandleForReading.readDataToEndOfFile()
    complaints = complained.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    code = process.terminationStatus
  }
}
