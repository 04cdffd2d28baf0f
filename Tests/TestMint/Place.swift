import Foundation
import Synchronization

/// Where things lie.
enum Place {
  static let tree = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let made = Mutex(0)

  /// A new folder, of which whoever has made it gets rid.
  static func folder(_ kind: String) throws -> URL {
    let number = made.withLock { made in
      made += 1
      return made
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tollgate-\(kind)-\(getpid())-\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
