/// A law that a driver broke: what the law expects, and what was seen instead.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
  public var law: String
  public var expected: String
  public var seen: String

  public init(law: String, expected: String, seen: String) {
    self.law = law
    self.expected = expected
    self.seen = seen
  }

  public var description: String { "\(law): expected \(expected), but \(seen)" }
}

/// What a driver is put on to be tried: it makes drivers and pulls the levers of the world around them. A law gets a
/// fresh one, so that no law sees what another has left.
public protocol Bench: Sendable {
  /// Takes the world down again. Called when a law has ended.
  func close() async
}

extension Bench {
  public func close() async {}
}

/// The bench itself could not do what a law asked of it; shown as a violation, since nothing was proved.
public struct BenchFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// One sentence that every driver of a port keeps, and the experiment that shows it.
public struct Law<Subject: Sendable>: Sendable {
  public let name: String
  /// The numbers of the specification that the law stands for.
  public let proves: [String]
  private let experiment: @Sendable (Subject, Trial) async throws -> Void

  init(_ name: String, _ proves: String..., experiment: @escaping @Sendable (Subject, Trial) async throws -> Void) {
    self.name = name
    self.proves = proves
    self.experiment = experiment
  }

  /// Tries the law on a fresh bench. It ends within the patience even if the driver never answers.
  public func check(
    within patience: Patience, on bench: @escaping @Sendable () async throws(BenchFailure) -> Subject
  ) async -> [Violation] {
    let trial = Trial()
    let experiment = self.experiment
    let ended = await patience.allows {
      do {
        let subject = try await bench()
        do { try await experiment(subject, trial) } catch { trial.note(error) }
        await (subject as? any Bench)?.close()
      } catch {
        trial.note(error)
      }
    }
    return trial.findings(ended: ended).map { Violation(law: name, expected: $0.expected, seen: $0.seen) }
  }
}

extension Array {
  /// Tries all of these laws, one after another, each on a fresh bench and each within the patience.
  public func check<Subject>(
    within patience: Patience, on bench: @escaping @Sendable () async throws(BenchFailure) -> Subject
  ) async -> [Violation] where Element == Law<Subject> {
    var violations: [Violation] = []
    for law in self { violations += await law.check(within: patience, on: bench) }
    return violations
  }
}

/// The laws of every port, as lists.
public enum Laws {}
