/// How much a reader takes before it gives up: what comes off a wire must not be able to fill a router's memory.
public struct JSONLimits: Sendable, Equatable {
  /// No limit on depth goes beyond this: a tree is compared and released one stack frame per level.
  public static let deepest = 256

  /// The longest text that is read, in bytes.
  public let maxBytes: Int
  /// How many arrays and objects may lie within each other; at most `deepest`.
  public let maxDepth: Int
  /// How many values, the outermost included, a text may hold.
  public let maxNodes: Int

  /// The defaults fit every answer of a gateway or a mint and stay within a few megabytes of memory.
  public init(maxBytes: Int = 1 << 20, maxDepth: Int = 64, maxNodes: Int = 1 << 16) {
    self.maxBytes = max(maxBytes, 0)
    self.maxDepth = min(maxDepth, Self.deepest)
    self.maxNodes = maxNodes
  }
}
