#if Sandbox
  import Foundation
  import Testing

  @Suite struct SandboxCommandTests {
    private static let ports = ["--gateway-port", "0", "--control-port", "0"]

    /// A sandbox that a shell has started. The shell ends with its input.
    private final class Child {
      private let process = Process()
      private let (input, output) = (Pipe(), Pipe())

      init(_ options: [String]) throws {
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
          ["-c", #""$0" sandbox gateway "$@" & read line"#, Program.path.path] + SandboxCommandTests.ports + options
        process.standardInput = input
        process.standardOutput = output
        try process.run()
      }

      /// What it says until there is as much as is wanted.
      func firstLines(_ count: Int) -> String {
        var said = Data()
        while said.count(where: { $0 == 10 }) < count {
          let more = output.fileHandleForReading.availableData
          guard !more.isEmpty else { break }
          said += more
        }
        return String(decoding: said, as: UTF8.self)
      }

      /// Ends the shell, and waits until nobody is left who could say anything.
      func end() -> String {
        try? input.fileHandleForWriting.close()
        let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return rest
      }
    }

    @Test("the sandbox says where it listens, and ends with the process that has started it")
    func parent() throws {
      let child = try Child(["--json", "--registration-port", "0"])
      let line = child.firstLines(1)
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
      for name in ["gateway", "control", "registration"] { #expect(object?[name]?.hasPrefix("127.0.0.1:") == true) }
      #expect(object?["pubkey"]?.count == 64)
      #expect(child.end().isEmpty)
    }

    @Test("SIGTERM and SIGINT end it as it should end", arguments: [SIGTERM, SIGINT])
    func signals(_ signal: Int32) throws {
      let process = Process()
      let output = Pipe()
      process.executableURL = Program.path
      process.arguments = ["sandbox", "gateway", "--json"] + Self.ports
      process.standardOutput = output
      try process.run()
      #expect(!output.fileHandleForReading.availableData.isEmpty)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }

    @Test("F7: of the key only the public half is told, even when it is wrong")
    func key() throws {
      let secret = String(repeating: "0", count: 63) + "3"
      let child = try Child(["--key", secret])
      let said = child.firstLines(5) + child.end()
      #expect(said.contains("f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"))
      #expect(!said.contains(secret))
      for wrong in [String(repeating: "0", count: 64), "feed"] {
        let run = try Program.run(["sandbox", "gateway", "--key", wrong])
        #expect(run.code == 64 && !run.complaints.contains(wrong) && run.output.isEmpty)
      }
    }

    @Test(
      "what it can't be told is a mistake with a hint, and nothing listens",
      arguments: [
        ["sandbox"], ["sandbox", "wallet"], ["sandbox", "gateway", "--fee", "1"], ["sandbox", "gateway", "--redeem"],
        ["sandbox", "gateway", "--redeem", "--mint", "https://x"], ["sandbox", "gateway", "--address", "localhost"],
        ["sandbox", "gateway", "--address", "fe80::1"], ["sandbox", "gateway", "--mint", "ftp://x"],
        ["sandbox", "gateway", "--profile", "rc2"], ["sandbox", "gateway", "--gateway-port", "65536"],
      ])
    func mistakes(_ arguments: [String]) throws {
      let run = try Program.run(arguments)
      #expect(run.code == 64 && run.complaints.contains("\n  ") && run.output.isEmpty)
    }

    @Test("a place where it can't listen ends it with 1")
    func unavailable() throws {
      let run = try Program.run(["sandbox", "gateway", "--address", "192.0.2.1"] + Self.ports)
      #expect(run.code == 1 && run.complaints.contains("can't listen"))
    }
  }
#else
  import Testing

  @Suite struct SandboxCommandTests {
    @Test("H8: without the sandbox, the command names the trait that brings it and ends with 69")
    func unavailable() throws {
      let run = try Program.run("sandbox", "gateway")
      #expect(run.code == 69 && run.complaints.contains("Sandbox"))
    }
  }
#endif
