import Glibc

let terminal = Terminal()
let code = CommandLineRun.run(Array(CommandLine.arguments.dropFirst()), on: terminal)
terminal.flush()
exit(code.rawValue)
