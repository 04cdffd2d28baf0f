import TollGateCore

extension LinkSource {
  /// Hands over tables, only the newest where several came at a time, until `take` has had enough.
  func watch(_ take: (LinkTable) -> Bool) async -> LinkFailure? {
    let (tables, inbox) = AsyncStream<LinkTable>.makeStream(bufferingPolicy: .bufferingNewest(1))
    return await withTaskGroup(of: LinkFailure?.self) { group in
      group.addTask { @concurrent in
        defer { inbox.finish() }
        do throws(LinkFailure) {
          try await self.run { inbox.yield($0) }
          return nil
        } catch {
          return error == .cancelled ? nil : error
        }
      }
      for await table in tables where !take(table) { break }
      group.cancelAll()
      return await group.next() ?? nil
    }
  }

  /// The start-up scan alone.
  func firstTable() async throws(LinkFailure) -> LinkTable {
    var first: LinkTable?
    let failure = await watch { table in
      first = first ?? table
      return false
    }
    guard let first else { throw failure ?? .cancelled }
    return first
  }
}

extension LinkFailure {
  /// Why the links can't be watched, for a person.
  var words: String {
    switch self {
    case .notPermitted: "the system doesn't permit it"
    case .notSupported: "this kernel doesn't offer it"
    case .broken(let code): "the driver broke (system error \(code))"
    case .unknownLink, .cancelled: "it was stopped"
    }
  }
}
