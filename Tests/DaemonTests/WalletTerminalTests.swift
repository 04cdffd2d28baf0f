#if Cashu && Sandbox
  import Foundation
  import Testing

  /// `tollgate wallet` before somebody who answers.
  @Suite struct WalletTerminalTests {
    /// A terminal, and what is seen on it.
    private struct Screen {
      let master: FileHandle
      let slave: FileHandle

      init() throws {
        var (above, below) = (Int32(-1), Int32(-1))
        guard unsafe openpty(&above, &below, nil, nil, nil) == 0 else { throw TextFailure("no terminal") }
        master = FileHandle(fileDescriptor: above, closeOnDealloc: true)
        slave = FileHandle(fileDescriptor: below, closeOnDealloc: true)
      }

      /// Answers the first question. What is on the screen at the end, and how the program ended.
      func run(_ arguments: [String], answer: String) throws -> (code: Int32, screen: String) {
        let process = Process()
        process.executableURL = Program.path
        process.arguments = arguments
        process.standardInput = slave
        process.standardError = slave
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var screen = ""
        while !screen.hasSuffix(": "), !screen.hasSuffix(") ") {
          screen += String(decoding: master.availableData, as: UTF8.self)
        }
        master.write(Data((answer + "\n").utf8))
        process.waitUntilExit()
        slave.write(Data("\u{4}".utf8))
        while !screen.hasSuffix("\u{4}") { screen += String(decoding: master.availableData, as: UTF8.self) }
        return (process.terminationStatus, screen)
      }
    }

    @Test("F5: before what can't be undone a person is asked, and anything but yes is a no", arguments: ["", "n", "y"])
    func asked(_ answer: String) throws {
      let home = try WalletHome()
      try home.fill(20)
      let file = home.path("tokens")
      let arguments = ["wallet", "drain", "--all", "--out", file, "--state", home.path("wallet")]
      let (code, screen) = try Screen().run(arguments, answer: answer)
      #expect(screen.contains("Go on? (y/N)") && screen.contains("has the money"))
      #expect(code == (answer == "y" ? 0 : 1))
      #expect(FileManager.default.fileExists(atPath: file) == (answer == "y"))
      #expect(try home.purse()["available"] == (answer == "y" ? 0 : 20))
    }

    @Test("F7: words that are typed are not shown")
    func hidden() throws {
      let home = try WalletHome()
      let arguments = ["wallet", "restore", "--mint", home.url, "--yes", "--state", home.path("wallet")]
      let words = String(repeating: "abandon ", count: 11) + "about"
      let (code, screen) = try Screen().run(arguments, answer: words)
      #expect(code == 0 && screen.contains("not shown") && !screen.contains("abandon"))
      let kept = try home.run("check", "--show-words", "--yes", isSecret: true)
      #expect(kept.output == words + "\n")
    }
  }
#endif
