/// Why the wallet's store can't. Each case is a different thing to do for a person; payments stop for all of them (E5).
package enum StoreFailure: Error, Hashable, Sendable {
  /// No room on the disk.
  case full
  case readOnly
  /// Another process has it open.
  case busy
  /// What is in the file is no wallet, or a damaged one.
  case corrupt
  /// A newer program has written it, in a form that this one doesn't know.
  case tooNew(schema: Int64)
  /// Anything else, by SQLite's own number.
  case broken(Int32)
}

extension StoreFailure: CustomStringConvertible {
  /// One sentence for a person, that holds nothing of what is stored.
  package var description: String {
    switch self {
    case .full: "the disk is full: the wallet can't be written, so nothing is paid"
    case .readOnly: "the wallet's file can't be written: the disk or the file is read-only"
    case .busy: "another program has the wallet open; only one may at a time"
    case .corrupt:
      "the wallet's file is damaged, or is no wallet; keep it, and restore from the seed into another folder"
    case .tooNew(let schema):
      "the wallet was written by a newer program (form \(schema)); this one knows form \(Schema.newest) at the most"
    case .broken(let code): "the wallet's store has failed (SQLite \(code))"
    }
  }
}
