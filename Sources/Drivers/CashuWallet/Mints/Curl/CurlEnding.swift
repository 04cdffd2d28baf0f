#if TLS
  import CCurl
  import Glibc
  import TollGateCore
  import TollGateHTTP

  extension CurlTransfer {
    /// What has come of it, once it is over.
    func outcome(_ code: CURLcode) -> Result<MintReplyBytes, MintTransportFailure> {
      switch code {
      case CURLE_OK: .success(MintReplyBytes(status: UInt16(clamping: status), body: body))
      case _ where isTooLarge: .failure(.tooLarge)
      case CURLE_PEER_FAILED_VERIFICATION:
        .failure(.unreachable(isUntimely ? .untimelyCertificate : .refusedCertificate))
      case CURLE_SSL_CACERT_BADFILE: .failure(.unreachable(.refusedCertificate))
      case _ where nothingLeft: .failure(.unreachable(.notReached(reason(code))))
      default: .failure(.lost)
      }
    }

    private func reason(_ code: CURLcode) -> ReachFailure {
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .noRoute
      case CURLE_OPERATION_TIMEDOUT: .timedOut
      case CURLE_ABORTED_BY_CALLBACK, CURLE_INTERFACE_FAILED: .bindFailed
      case CURLE_COULDNT_CONNECT: ReachFailure(connecting: systemError)
      default: .cutOff
      }
    }
  }
#endif
