import Synchronization

/// The notebook of one experiment.
final class Trial: Sendable {
  struct Finding: Sendable {
    var expected: String
    var seen: String
  }

  private struct State {
    var step = "making the bench"
    var findings: [Finding] = []
  }

  private let state = Mutex(State())

  /// Ends an experiment whose rest would prove nothing; the finding is noted already.
  struct Halt: Error {}

  /// Says what comes next, so that a driver which never answers can be told where it hung.
  func step(_ text: String) { state.withLock { $0.step = text } }

  func expect(_ holds: Bool, _ expected: String, seen: @autoclosure () -> String) {
    guard !holds else { return }
    let finding = Finding(expected: expected, seen: seen())
    state.withLock { $0.findings.append(finding) }
  }

  func expect<Value: Equatable>(_ seen: Value, is wanted: Value, _ what: String) {
    expect(seen == wanted, "\(what) to be \(wanted)", seen: "it was \(seen)")
  }

  /// As `expect`, but without it the rest makes no sense.
  func require(_ holds: Bool, _ expected: String, seen: @autoclosure () -> String) throws {
    expect(holds, expected, seen: seen())
    if !holds { throw Halt() }
  }

  /// The call must fail, with one of these.
  func expect<Failure: Error & Equatable, Value>(
    _ what: String, failsWith wanted: [Failure], _ call: () async throws -> Value
  ) async {
    step(what)
    let names = wanted.map { "\($0)" }.joined(separator: " or ")
    do {
      let value = try await call()
      expect(false, "\(what) to fail with \(names)", seen: "it gave \(value)")
    } catch {
      let known = (error as? Failure).map(wanted.contains) ?? false
      expect(known, "\(what) to fail with \(names)", seen: "it failed with \(error)")
    }
  }

  func note(_ error: any Error) {
    if error is Halt { return }
    state.withLock { state in
      let expected = error is BenchFailure ? "the bench to work" : "success"
      state.findings.append(Finding(expected: expected, seen: "\(state.step) failed with \(error)"))
    }
  }

  func findings(ended: Bool) -> [Finding] {
    state.withLock { state in
      guard !ended else { return state.findings }
      return state.findings + [Finding(expected: "an end within the limit", seen: "it hung at: \(state.step)")]
    }
  }
}
