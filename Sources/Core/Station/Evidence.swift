/// What one answer to a delivery proves: the table of C5 and C6, nothing else.
enum Finding: Hashable, Sendable {
  /// A 1022 under the seller's key, never counted before, for what we bought.
  case granted(Grant)
  case taken(NoticeCode)
  case refused(AnswerClass, NoticeCode)
  /// Not one byte of the body has left.
  case nothingLeft
  /// Anything else proves nothing.
  case unclear(NoticeCode?)

  init(_ delivery: Delivery, to order: PaymentOrder, counted: [EventID]) {
    switch delivery {
    case .granted(let grant): self = Finding(grant, order, counted)
    case .notice(let notice): self = Finding(notice, order.seller.key)
    case .notSent: self = .nothingLeft
    case .unreadable, .lost: self = .unclear(nil)
    }
  }

  private init(_ grant: Grant, _ order: PaymentOrder, _ counted: [EventID]) {
    let isOurs = grant.key == order.seller.key && grant.metric == order.offer.metric
    self = isOurs && grant.allotment > 0 && !counted.contains(grant.id) ? .granted(grant) : .unclear(nil)
  }

  private init(_ notice: Notice, _ key: PublicKey) {
    let signed = notice.proof == .signed(key)
    guard signed || notice.proof == .plainShape && notice.code.hasPlainShape else {
      self = .unclear(nil)
      return
    }
    switch notice.code.answerClass {
    case .taken: self = .taken(notice.code)
    case .maybe: self = signed && notice.saysSpent ? .taken(.tokenSpent) : .unclear(notice.code)
    case .notTakenSameSellerLater, .notTakenOtherMintOrOffer, .notTakenStopAndTell:
      self = .refused(notice.code.answerClass, notice.code)
    }
  }
}

extension Baseline {
  /// Whether a reading shows that something was bought since (C6).
  static func grew(_ baseline: Baseline?, used: UInt64, total: UInt64) -> Bool {
    guard let baseline else { return total > 0 }
    return total > baseline.total || used < baseline.used
  }

  /// What a total is worth to a payment: all of it, unless something was still running (C7).
  static func credit(_ baseline: Baseline?, total: UInt64) -> UInt64 {
    guard let baseline, !baseline.ranOut, total > baseline.total else {
      return baseline.map { $0.ranOut || total < $0.total } ?? true ? total : 0
    }
    return total - baseline.total
  }
}

extension PaymentOrder {
  /// Credit more than a step less than paid for (C7).
  func isShort(_ credit: UInt64) -> Bool {
    credit < allotment && allotment - credit > offer.stepSize
  }

  /// The sats for which nothing came, rounded up.
  func unpaidFor(_ credit: UInt64, of gross: Sats) -> Sats {
    guard credit < allotment, allotment > 0 else { return .zero }
    let product = gross.count.multipliedFullWidth(by: allotment - credit)
    let (quotient, remainder) = allotment.dividingFullWidth(product)
    return Sats(quotient + (remainder > 0 ? 1 : 0))
  }
}
