import TollGateHTTP
import TollGateLinux

/// Several servers that stand and fall together.
enum Serving {
  typealias Part = @Sendable () async -> SystemFailure?

  /// Until one of them ends, or all are cancelled. What has made the first one end is the failure of all.
  static func together(_ parts: [Part]) async -> SystemFailure? {
    await withTaskGroup(of: SystemFailure?.self) { group in
      for part in parts { group.addTask { await part() } }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  static func part(
    _ server: HTTPServer, screening: @escaping HTTPServer.Screening = { _, _ in nil },
    _ handler: @escaping HTTPServer.Handler
  ) -> Part {
    {
      do throws(SystemFailure) {
        try await server.run(handler, screening: screening)
        return nil
      } catch {
        return error
      }
    }
  }
}
