import TollGateCore

/// One run of a source that can be ended alone, beside others that go on.
struct StoppableRun: Sendable {
  private let stopped: AsyncStream<Void>
  private let stopping: AsyncStream<Void>.Continuation

  init() { (stopped, stopping) = AsyncStream.makeStream() }

  func stop() { stopping.finish() }

  /// Returns when the source has ended, by itself or because of `stop` or a cancellation.
  func run(_ source: some LinkSource, _ deliver: @escaping @Sendable (LinkTable) -> Void) async -> LinkFailure {
    let stopped = stopped
    return await withTaskGroup(of: LinkFailure?.self) { group in
      group.addTask {
        do throws(LinkFailure) {
          try await source.run(deliver)
          return .cancelled
        } catch {
          return error
        }
      }
      group.addTask {
        for await _ in stopped {}
        return nil
      }
      var ending = LinkFailure.cancelled
      for await result in group {
        if let result { ending = result }
        group.cancelAll()
      }
      return ending
    }
  }
}
