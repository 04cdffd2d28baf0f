import Testing

@testable import tollgate

@Suite struct ArgumentParserTests {
  private let command = Command(
    name: "walk", operands: 1...1, usage: ["walk PLACE"], summary: "Walk",
    options: [
      Option("fast", .flag, "hurry"), Option("steps", .number("N", 1...100), "so many"), Option("map", .file, "a map"),
    ]
  ) { _, _ in .fine }

  private func parse(_ words: String...) throws(UsageMistake) -> Invocation {
    try ArgumentParser(command: command).parse(words[...])
  }

  @Test("options and operands may stand in any order, values behind = or a space")
  func order() throws {
    let one = try parse("--steps", "7", "home", "--fast")
    let other = try parse("--fast", "home", "--steps=7")
    #expect(one == other)
    #expect(one.operands == ["home"] && one.options.number("steps") == 7 && one.options.has("fast"))
  }

  @Test("after -- nothing is an option")
  func doubleDash() throws { #expect(try parse("--", "--fast").operands == ["--fast"]) }

  @Test("--help asks for nothing else")
  func help() throws {
    #expect(try parse("--help").wantsHelp)
    #expect(try parse("-h").wantsHelp)
  }

  @Test(
    "what can't be understood is a mistake with a hint",
    arguments: [
      (["home", "--fats"], "did you mean --fast?"), (["home", "--banana"], "'tollgate help walk' lists its options"),
      (["home", "--steps", "many"], "it takes a whole number from 1 to 100"),
      (["home", "--steps", "0"], "it takes a whole number from 1 to 100"),
      (["home", "--steps", "-5"], "it takes a whole number from 1 to 100"), (["home", "--steps"], "write --steps N"),
      (["home", "--map", "--fast"], "write --map FILE"), (["home", "--map="], "write --map FILE"),
      (["home", "--fast=yes"], "write --fast alone"), ([], "write tollgate walk PLACE"),
      (["home", "garden"], "write tollgate walk PLACE"), (["home", "-x"], "'tollgate help walk' lists its options"),
    ] as [([String], String)])
  func mistakes(_ words: [String], _ hint: String) {
    let mistake = #expect(throws: UsageMistake.self) { try ArgumentParser(command: command).parse(words[...]) }
    #expect(mistake?.hint == hint)
  }
}
