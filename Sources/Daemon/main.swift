import Glibc

let terminal = Terminal()
let code = await CommandLineRun.run(Array(CommandLine.arguments.dropFirst()), on: terminal)
terminal.flush()
exit(code.rawValue)
