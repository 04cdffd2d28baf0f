/// An open session: what the meters say and what follows from it. Begun by a credit or an adoption, never reused (D1).
struct Session: Hashable, Sendable {
  var gateway: GatewayID
  var metric: Metric
  var gauge: Gauge
  var granted: Instant
  /// The meter that rules here (D2).
  var ruling: MeterKind
  /// What the gateway itself said last, and when.
  var gatewayUsed: UInt64?
  var gatewayAt: Instant
  /// The gateway gives no usage: our own meters rule (E2).
  var unmetered = false
  var own = OwnMeter()
  var egress: EgressPhase
  var denials: Denials?
  /// Readings that failed in a row.
  var misses: UInt8 = 0

  enum EgressPhase: Hashable, Sendable {
    /// Nothing to ask, or nothing was bought.
    case off
    /// Next: asking.
    case due(Instant, check: UInt8)
    /// Next: proved, due.
    case asking(OperationID, check: UInt8)
    case proved

    var isOpen: Bool { self == .off || self == .proved }
  }

  /// When our own count says that the allotment is used; never while the gateway is heard (E2).
  var countedEnd: Instant {
    guard unmetered || ruling != .gateway || misses >= Pace.usageTries else { return .never }
    // Bytes that nobody counts end with the longest that an allotment may run unseen.
    return gauge.ends ?? granted + Pace.bytesMayRun
  }

  var egressDue: Instant { if case .due(let time, _) = egress { time } else { .never } }

  /// Takes a reading of the gateway. Where another meter rules, it only checks (D2). A look's has no reading of ours
  /// beside it.
  mutating func take(used newUsed: UInt64, total newTotal: UInt64, at now: Instant, isLook: Bool) {
    let delta = gatewayUsed.flatMap { newUsed >= $0 && newTotal == gauge.total ? newUsed - $0 : nil }
    own.hear(gateway: delta, at: now, isLook: isLook)
    let (before, then) = (gatewayUsed ?? 0, gatewayAt)
    gatewayUsed = newUsed
    gatewayAt = now
    denials = nil
    misses = 0
    if ruling == .gateway {
      unmetered = false
      // From its own reading to its own: what our meter has counted meanwhile says nothing about a stranger's part.
      gauge.measure(from: before, at: then, to: newUsed, at: now, metric)
      gauge.used = newUsed
      gauge.readAt = now
      gauge.total = newTotal
    } else {
      if newTotal > gauge.total { gauge.total = newTotal }
      if newUsed < gauge.used, delta == nil { gauge.move(to: newUsed, at: now, metric) }
    }
  }

  /// Takes a reading of our own meter: it counts on from whatever is known (D4).
  mutating func count(_ odometer: UInt64, at now: Instant) {
    let before = own.odometerAt
    let counted = own.take(odometer, at: now)
    // Before the first reading time ran too; and what the gateway has counted since the last one counts once.
    let fresh = before.map { share(of: counted, from: $0, to: now) } ?? gauge.used(at: now) - gauge.used
    let (sum, overflow) = gauge.used.addingReportingOverflow(fresh)
    gauge.move(to: overflow ? .max : sum, at: now, metric)
  }

  /// How much of what was counted in a stretch falls after the newest reading.
  private func share(of counted: UInt64, from begin: Instant, to end: Instant) -> UInt64 {
    guard gauge.readAt > begin else { return counted }
    let span = UInt64(max((end - begin).wholeMilliseconds, 0))
    let after = UInt64(max((end - gauge.readAt).wholeMilliseconds, 0))
    guard span > 0, after < span else { return 0 }
    return span.dividingFullWidth(counted.multipliedFullWidth(by: after)).quotient
  }
}

/// What our own meter counted beside the gateway's, over the stretches in which both counted (D2, C7).
struct OwnMeter: Hashable, Sendable {
  /// The newest odometer reading, and when it was.
  var odometer: UInt64?
  var odometerAt: Instant?
  /// The odometer when both were last read together, and what the gateway has counted since; nil after its reset.
  var base: UInt64?
  var baseAt: Instant?
  var grown: UInt64? = 0
  var heardAt: Instant?
  /// How long both have counted, and how much of that the two may have been read apart, at the ends of the stretches.
  var span = Interval.zero
  var blur = Interval.zero
  /// What the newest end adds to `blur`; the next one takes its place, since stretches join.
  var edge = Interval.zero
  /// How finely the gateway counts: time in whole seconds.
  var grain = Interval.zero
  var gatewayUsed: UInt64 = 0
  var ownUsed: UInt64 = 0
  var driftReported = false

  /// What is carried into the next session: the sums, and how sure they are.
  var sums: OwnMeter {
    var sums = OwnMeter()
    (sums.gatewayUsed, sums.ownUsed, sums.span, sums.blur) = (gatewayUsed, ownUsed, span, blur)
    return sums
  }

  /// Takes an odometer reading; returns what was counted since the one before.
  mutating func take(_ reading: UInt64, at now: Instant) -> UInt64 {
    defer {
      odometer = reading
      odometerAt = now
      compare()
    }
    guard let odometer, reading >= odometer else {
      // It began anew, and nobody counted what went by: nothing to hold the gateway's count against.
      base = nil
      return 0
    }
    return reading - odometer
  }

  /// The gateway has counted `delta` since its last reading; nil where its count was reset between.
  mutating func hear(gateway delta: UInt64?, at now: Instant, isLook: Bool) {
    if let delta, let sum = grown {
      grown = sum.addingSaturating(delta)
    } else {
      grown = nil
    }
    heardAt = isLook ? nil : now
    compare()
  }

  /// Compares over stretches whose ends both have read, at most a second apart.
  private mutating func compare() {
    guard let odometer, let odometerAt, let heardAt else { return }
    let apart = odometerAt < heardAt ? heardAt - odometerAt : odometerAt - heardAt
    guard apart <= Pace.nearPoll else { return }
    if let base, let baseAt, let grown, odometer >= base {
      gatewayUsed = gatewayUsed.addingSaturating(grown)
      ownUsed = ownUsed.addingSaturating(odometer - base)
      span = span + (odometerAt - baseAt)
      blur = blur - edge
      edge = apart
    } else {
      edge = .zero
      blur = blur + grain
    }
    blur = blur + apart
    base = odometer
    baseAt = odometerAt
    grown = 0
  }

  /// Whether both have counted enough to be compared: a tenth of the allotment, and for so long that the moments between
  /// their readings can't be taken for a drift.
  func canCompare(total: UInt64, percent: UInt64) -> Bool {
    guard gatewayUsed >= max(total / 10, 1), ownUsed > 0 else { return false }
    return !WideProduct(UInt64(max(span.nanoseconds, 0)), percent)
      .isLess(than: WideProduct(UInt64(max(blur.nanoseconds, 0)), 100))
  }

  /// What was really paid per unit, held against a ceiling; only a meter that runs clearly too fast counts (C7).
  func isTooDear(_ price: Price, ceiling: Price, total: UInt64, percent: UInt64) -> Bool {
    guard canCompare(total: total, percent: percent), gatewayUsed > ownUsed, drifts(percent: percent) else {
      return false
    }
    let shift = UInt64(max(0, 44 - min(gatewayUsed, ownUsed).leadingZeroBitCount))
    let (sats, tooMuch) = price.sats.count.multipliedReportingOverflow(by: gatewayUsed >> shift)
    let (per, tooMany) = price.per.multipliedReportingOverflow(by: max(ownUsed >> shift, 1))
    guard !tooMuch else { return true }
    return !tooMany && !Price(sats: Sats(sats), per: per).within(ceiling)
  }

  func drifts(percent: UInt64) -> Bool {
    let (low, high) = gatewayUsed < ownUsed ? (gatewayUsed, ownUsed) : (ownUsed, gatewayUsed)
    return WideProduct(low, percent.addingSaturating(100)).isLess(than: WideProduct(high, 100))
  }
}

extension UInt64 {
  /// Stops at the greatest number: a count that large is above every bound anyway.
  func addingSaturating(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

/// Answers of "no session" in a row, to an open session or after a lost link (D3, E3).
struct Denials: Hashable, Sendable {
  var first: Instant
  var answers: UInt8 = 0

  /// One more; enough of them, over long enough, are no slip.
  mutating func count(_ now: Instant) -> Bool {
    answers = min(answers, 250) + 1
    return answers >= Pace.vanishAnswers && now - first >= Pace.vanishSpan
  }
}
