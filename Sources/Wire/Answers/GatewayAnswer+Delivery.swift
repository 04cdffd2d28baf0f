package import TollGateCore
import TollGateJSON

extension GatewayAnswer {
  /// What the answer to a delivery says, as far as bytes can (C5). Whether its key is the seller's is the machine's business.
  package var delivery: Delivery {
    if let notice = plainNotice { return .notice(notice) }
    guard let event = try? NostrEvent.read(body) else { return notUnderstood }
    switch event.kind {
    case NostrEvent.Kind.session: return Grant(event).map(Delivery.granted) ?? notUnderstood
    case NostrEvent.Kind.notice: return .notice(Notice(event, wait))
    default: return notUnderstood
    }
  }

  /// The statuses that have a name of their own are notices, but nobody vouches for them. `unreadable` has no place for a
  /// wait: a `Retry-After` beside another status is lost.
  private var notUnderstood: Delivery {
    switch status {
    case 415: .notice(Notice(code: .unsupportedMediaType, proof: .unsigned, retryAfter: wait))
    case 429: .notice(Notice(code: .tooManyRequests, proof: .unsigned, retryAfter: wait))
    default: .unreadable(status: status)
    }
  }

  /// The three refusals that gateways send without a signature, in exactly the shape that they have (C5).
  private var plainNotice: Notice? {
    let shapes: [(status: UInt16, code: NoticeCode, error: String?)] = [
      (415, .unsupportedMediaType, PlainRefusal.unsupportedMediaType),
      (429, .tooManyRequests, PlainRefusal.rateLimitExceeded), (400, .deviceUnresolved, nil),
    ]
    guard let shape = shapes.first(where: { $0.status == status }), body.count <= 4096,
      let node = try? JSONReader.read(body, limits: NostrEvent.limits), let members = node.members,
      let error = node["error"]?.string
    else { return nil }
    let isExact =
      if let wanted = shape.error {
        members.count == 1 && error == wanted
      } else {
        members.count == 3 && node["status"]?.uint64 == 0 && node["code"]?.string == shape.code.word
      }
    return isExact ? Notice(code: shape.code, proof: .plainShape, retryAfter: wait) : nil
  }
}

/// The texts of refusals that come without a signature.
enum PlainRefusal {
  static let unsupportedMediaType = "Unsupported Media Type"
  static let rateLimitExceeded = "rate limit exceeded"
}

extension Grant {
  /// nil without a right signature or a readable allotment. A metric that is missing equals no other.
  init?(_ event: NostrEvent) {
    guard let (id, key) = try? event.proven(), let digits = event.values(of: "allotment")?.first,
      let allotment = Decimal.exact(digits.utf8)
    else { return nil }
    self.init(id: id, key: key, metric: Metric(event) ?? .other(""), allotment: allotment)
  }
}

extension Notice {
  init(_ event: NostrEvent, _ wait: Interval?) {
    let proof = (try? event.proven()).map { NoticeProof.signed($0.key) } ?? .unsigned
    let texts = [event.content] + (event.values(of: "message") ?? [])
    self.init(
      code: NoticeCode(of: event), proof: proof, saysSpent: texts.contains(where: Notice.saysSpent), retryAfter: wait)
  }

  /// Mints put it in two ways, and gateways hand it on.
  private static func saysSpent(_ text: String) -> Bool {
    let lowered = text.utf8.map { 65 <= $0 && $0 <= 90 ? $0 + 32 : $0 }
    return lowered.contains(Array("already spent".utf8)) || lowered.contains(Array("already been spent".utf8))
  }
}

extension NoticeCode {
  /// The longest code that is kept, in bytes.
  static let longest = 64

  /// Without exactly one code, or with one too long to keep, it may mean anything.
  init(of event: NostrEvent) {
    let codes = event.tags.filter { $0.count > 1 && $0[0] == "code" }.map { $0[1] }
    guard let code = codes.first, codes.allSatisfy({ $0 == code }), code.utf8.count <= NoticeCode.longest else {
      self = .unrecognised("")
      return
    }
    self.init(word: code)
  }
}

extension [UInt8] {
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: part) }
  }
}
