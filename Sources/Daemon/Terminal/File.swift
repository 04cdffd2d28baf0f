import Glibc

/// Whole files in and out, without Foundation.
enum File {
  /// Why it can't be read or written, in the words of the system.
  struct Failure: Error, Hashable, Sendable {
    var path: String
    var reason: String
  }

  static func read(_ path: String, most: Int = .max) throws(Failure) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { _ = close(descriptor) }
    return try read(descriptor, path, most: most)
  }

  static func readInput(most: Int) throws(Failure) -> [UInt8] {
    try read(STDIN_FILENO, "standard input", most: most)
  }

  /// A little more than the most shows that there was more.
  private static func read(_ descriptor: Int32, _ path: String, most: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > most { return bytes }
    }
  }

  static func write(_ text: String, to path: String) throws(Failure) {
    let writer = try Writer(path)
    writer.write([UInt8](text.utf8))
    if let failure = writer.close() { throw failure }
  }

  /// A file that is written piece by piece. What goes wrong is told at the end, once.
  final class Writer {
    private let path: String
    private let descriptor: Int32
    private var failure: Failure?

    init(_ path: String) throws(Failure) {
      self.path = path
      descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      if descriptor < 0 { throw File.failure(path) }
    }

    func write(_ bytes: [UInt8]) {
      if failure == nil, !File.write(bytes, to: descriptor) { failure = File.failure(path) }
    }

    func close() -> Failure? {
      if Glibc.close(descriptor) != 0, failure == nil { failure = File.failure(path) }
      return failure
    }
  }

  /// False when not all of it could be written; `errno` says why.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
