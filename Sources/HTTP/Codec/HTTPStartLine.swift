/// The first line of a head.
protocol HTTPStartLine: Sendable {
  init(_ line: [UInt8]) throws(HTTPFlaw)
}

/// The two versions that are spoken here.
enum HTTPVersion: Hashable, Sendable {
  case v1_0, v1_1

  init(_ bytes: ArraySlice<UInt8>) throws(HTTPFlaw) {
    if bytes.elementsEqual("HTTP/1.1".utf8) {
      self = .v1_1
    } else if bytes.elementsEqual("HTTP/1.0".utf8) {
      self = .v1_0
    } else {
      throw bytes.starts(with: "HTTP/".utf8) ? .version : .startLine
    }
  }
}

/// `HTTP/1.1 200 OK`. The reason may be missing, with or without the space before it.
struct HTTPStatusLine: HTTPStartLine {
  let version: HTTPVersion
  let status: UInt16
  let reason: String

  init(_ line: [UInt8]) throws(HTTPFlaw) {
    let parts = line.split(separator: HTTPByte.space, maxSplits: 2, omittingEmptySubsequences: false)
    version = try HTTPVersion(parts[0])
    guard parts.count > 1, parts[1].count == 3, let status = HTTPByte.number(parts[1], radix: 10), status >= 100 else {
      throw .startLine
    }
    self.status = UInt16(status)
    reason = parts.count > 2 ? HTTPByte.text(parts[2]) : ""
  }
}

/// `GET / HTTP/1.1`
struct HTTPRequestLine: HTTPStartLine {
  let method: HTTPMethod
  let target: String
  let version: HTTPVersion

  init(_ line: [UInt8]) throws(HTTPFlaw) {
    let parts = line.split(separator: HTTPByte.space, omittingEmptySubsequences: false)
    guard parts.count == 3, HTTPRequestLine.isMethod(parts[0]), HTTPRequestLine.isTarget(parts[1]) else {
      throw .startLine
    }
    version = try HTTPVersion(parts[2])
    method = HTTPMethod(HTTPByte.text(parts[0]))
    target = HTTPByte.text(parts[1])
  }

  static func isMethod(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(HTTPByte.isToken)
  }

  static func isTarget(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(HTTPByte.isVisible)
  }
}

/// A trailer is a head without a first line.
struct HTTPNoStartLine: HTTPStartLine {
  init() {}
  init(_ line: [UInt8]) throws(HTTPFlaw) { throw .startLine }
}
