import Glibc

/// Where the program speaks: answers go to standard output, complaints to standard error.
struct Terminal: Sendable {
  /// Colours and pauses are for a person who watches, not for a file or a pipe.
  let isWatched: Bool

  init() { isWatched = unsafe isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

  func say(_ text: String) { print(text) }

  /// Without an end of line, and at once: progress, and stories told in real time.
  func murmur(_ text: String) {
    print(text, terminator: "")
    flush()
  }

  func complain(_ text: String) {
    flush()
    _ = File.write([UInt8]((text + "\n").utf8), to: STDERR_FILENO)
  }

  func flush() { _ = fflush(nil) }

  /// Lets a watching person read; nobody else waits.
  func pause(milliseconds: UInt32) {
    if isWatched { _ = usleep(milliseconds * 1000) }
  }

  func paint(_ text: String, _ colour: Colour) -> String {
    isWatched ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Readable on dark and on light grounds.
  enum Colour: String, Sendable {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }
}
