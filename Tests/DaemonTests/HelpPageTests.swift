import Testing

@testable import tollgate

@Suite struct HelpPageTests {
  private let help = HelpPage(commands: CommandTable.all)

  @Test("H1: every command and every option of the table is in --help")
  func everyOption() {
    let overview = help.overview
    for command in CommandTable.all {
      #expect(overview.contains("  \(command.name) "))
      let page = help.page(of: command)
      for option in command.options {
        #expect(overview.contains("  \(option.spelling) "), "\(command.name) \(option.name)")
        #expect(page.contains("  \(option.spelling) "), "\(command.name) \(option.name)")
      }
    }
  }

  @Test("H1: every exit code is in --help")
  func everyExitCode() {
    for code in ExitCode.allCases {
      #expect(help.overview.contains("  \(code.rawValue)"))
      #expect(help.overview.contains(code.meaning))
    }
  }

  @Test("H1: no line of help is wider than 80 columns")
  func width() {
    let pages = [help.overview] + CommandTable.all.map { help.page(of: $0) }
    for line in pages.joined().split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("every example in the help is a command line that the parser takes")
  func examples() throws {
    for command in CommandTable.all {
      for example in command.examples {
        let words = example.split(separator: " ").map(String.init)
        let named = try CommandLineRun.command(named: words[0])
        #expect(throws: Never.self) { try ArgumentParser(command: named).parse(words.dropFirst()) }
      }
    }
  }

  @Test("options that two commands share mean values of one kind")
  func sameKind() {
    let options = CommandTable.all.flatMap(\.options)
    for option in options {
      #expect(options.filter { $0.name == option.name }.allSatisfy { $0.value == option.value })
    }
  }
}
