#if TLS
  package import TollGateCore

  /// Mints by libcurl, http and https.
  package struct CurlMintTransport: MintTransport {
    private let line: CurlLine

    package init(_ line: CurlLine) { self.line = line }

    @concurrent package func exchange(
      _ request: MintRequestBytes, within limit: Interval
    ) async throws(MintTransportFailure) -> MintReplyBytes {
      guard let address = MintAddress(request.mint) else { throw .unreachable(.notReached(.noRoute)) }
      let purpose: CurlOrder.Purpose = request.method == .get ? .get : .post(request.body)
      return try await line.send(purpose, request.path, to: address, within: limit).get()
    }
  }
#endif
