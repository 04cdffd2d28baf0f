import TollGateCore

/// No way to any mint.
struct NoMints: MintTransport {
  @concurrent func exchange(
    _ request: MintRequestBytes, within limit: Interval
  ) async throws(MintTransportFailure) -> MintReplyBytes {
    throw .unreachable(.notReached(.noRoute))
  }
}
