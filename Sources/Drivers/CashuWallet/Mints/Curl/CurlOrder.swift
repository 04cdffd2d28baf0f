#if TLS
  import CCurl
  import TollGateCashu
  import TollGateCore
  import TollGateJSON

  /// What one transfer has to do, in libcurl's own terms.
  struct CurlOrder: Sendable {
    enum Purpose: Hashable, Sendable {
      case get
      case post([UInt8])
      /// No request at all: to connect, and to shake hands over TLS.
      case knock
    }

    private static let connectLimit = Interval.seconds(10)

    let purpose: Purpose
    let address: MintAddress
    let path: String
    /// Where the address has a name.
    let addresses: [IPAddress]
    let link: LinkName?
    /// The file with the certificates to trust; `nil` is the system's.
    let authorities: String?
    let limit: Interval

    var mostBodyBytes: Int { JSONLimits.mint.maxBytes }

    var body: [UInt8]? { if case .post(let body) = purpose { body } else { nil } }

    var numbers: [(CURLoption, Int)] {
      let limit = max(min(limit, .hours(1)), .milliseconds(1))
      return [
        (CURLOPT_NOSIGNAL, 1),
        (CURLOPT_FOLLOWLOCATION, 0),
        // libcurl sends a request again where a connection that it had kept turns out to be closed, and where HTTP/2 refuses
        // a stream. A swap must go out once.
        (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1),
        (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
        (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
        (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
        (CURLOPT_PATH_AS_IS, 1),
        (CURLOPT_CONNECTTIMEOUT_MS, Int(min(limit, Self.connectLimit).wholeMilliseconds)),
        (CURLOPT_TIMEOUT_MS, Int(limit.wholeMilliseconds)),
        purpose == .knock ? (CURLOPT_CONNECT_ONLY, 1) : body == nil ? (CURLOPT_HTTPGET, 1) : (CURLOPT_POST, 1),
      ]
    }

    var texts: [(CURLoption, String)] {
      [
        (CURLOPT_URL, "\(address.isSecure ? "https" : "http")://\(address.authority)\(address.prefix)\(path)"),
        (CURLOPT_PROTOCOLS_STR, "http,https"),
        // Against what the environment says.
        (CURLOPT_PROXY, ""), (CURLOPT_NOPROXY, "*"),
        (CURLOPT_USERAGENT, "tollgate"),
      ] + (authorities.map { [(CURLOPT_CAINFO, $0)] } ?? [])
    }

    var lists: [(CURLoption, [String])] {
      let fields = ["Accept: application/json"] + (body == nil ? [] : ["Content-Type: application/json"])
      return [(CURLOPT_HTTPHEADER, fields)] + (resolution.map { [(CURLOPT_RESOLVE, [$0])] } ?? [])
    }

    /// `name:port:address,address`: libcurl looks nothing up by itself, since nothing could stop it.
    private var resolution: String? {
      guard case .name(let name) = address.host else { return nil }
      let texts = addresses.map { $0.isV4 ? "\($0)" : "[\($0)]" }
      return "\(name):\(address.port):\(texts.joined(separator: ","))"
    }
  }

  extension CurlOrder: CustomStringConvertible, CustomReflectable {
    /// Its body has secrets in it (F7).
    var description: String { "\(address.authority), \(body?.count ?? 0) bytes" }
    var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
