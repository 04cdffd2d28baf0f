public import TollGateJSON
import TollGateTrace

/// Where a reader of the configuration stands, and what it has found wrong so far. It goes on after a mistake, so that a
/// person can mend all of them at once (H2).
public final class ConfigReader {
  private let complaints: Complaints
  private var path: [String] = []
  private var said: Set<String> = []

  init(source: [UInt8]) { complaints = Complaints(source: source) }

  /// Notes what is wrong with the value at hand, and what may be written instead.
  public func complain(_ problem: String, at node: JSONNode, hint: String = "") {
    complain(problem, at: node.start, hint: hint)
  }

  func complain(_ problem: String, at offset: Int, hint: String = "") {
    let place = path.isEmpty ? "" : path.joined(separator: ".") + ": "
    // Two tables read one object, and may find the same.
    guard said.insert("\(offset) \(problem)").inserted else { return }
    complaints.add(place + problem, at: offset, hint: hint)
  }

  /// Reads what stands behind a key, so that mistakes name the way to it.
  func inside<Value>(_ key: String, _ read: () -> Value) -> Value {
    path.append(key)
    defer { path.removeLast() }
    return read()
  }

  var mistakes: [FileMistake] { complaints.mistakes }
}
