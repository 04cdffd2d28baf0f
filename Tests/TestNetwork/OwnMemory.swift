import Foundation
import TollGateDriverContracts

/// What this process has needed.
package enum OwnMemory {
  /// The most that was ever resident at a time.
  package static func peakKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    guard let peak = line?.split(separator: " ").compactMap({ Int($0) }).first else {
      throw BenchFailure("the kernel names no peak of memory")
    }
    return peak
  }
}
