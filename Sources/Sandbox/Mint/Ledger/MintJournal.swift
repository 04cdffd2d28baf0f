/// Where a mint writes its books down.
final class MintJournal: Sendable {
  func append(_ changes: [MintChange]) -> Bool { true }
}
