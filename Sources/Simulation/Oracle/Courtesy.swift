import TollGateCore

/// K15: in any 60 s at most 6 root and 90 usage requests per gateway, port 80 once per attachment; none before a wait
/// that the gateway asked for has ended. Each run of the process counts anew: what was asked within the last minute is
/// not worth a write to a disk, and nothing else survives.
struct Courtesy: Sendable {
  private struct Bucket: Sendable {
    var place: Place
    var roots: [Instant] = []
    var usages: [Instant] = []
    var registered: [Attachment] = []
    /// In the machine's time.
    var silentUntil = Instant.start
  }
  private static let window = Interval.seconds(60)
  private static let roots = 6
  private static let usages = 90
  private var buckets: [Bucket] = []
  private var seen = 0

  mutating func observe(_ step: Step, _ witness: Witness, _ world: borrowing World, _ findings: inout Findings) {
    if case .started = step.event { buckets.removeAll() }
    while seen < world.books.requests.count {
      let request = world.books.requests[seen]
      seen += 1
      take(request, witness.now, &findings)
    }
    if case .answered(_, let answer) = step.event { hear(answer, witness) }
  }

  private mutating func bucket(_ place: Place) -> Int {
    if let index = buckets.firstIndex(where: { $0.place == place }) { return index }
    buckets.append(Bucket(place: place))
    return buckets.count - 1
  }

  private mutating func take(_ request: RequestRecord, _ now: Instant, _ findings: inout Findings) {
    let index = bucket(request.gateway.place)
    let isQuiet = now < buckets[index].silentUntil
    switch request.kind {
    case .root, .delivery:
      if isQuiet { findings.add(15, "a gateway is asked before the wait that it asked for is over") }
      Courtesy.note(request.at, in: &buckets[index].roots)
      let count = buckets[index].roots.count
      if count > Courtesy.roots { findings.add(15, "\(count) requests to one root within 60 s") }
    case .usage:
      Courtesy.note(request.at, in: &buckets[index].usages)
      let count = buckets[index].usages.count
      if count > Courtesy.usages { findings.add(15, "\(count) usage requests to one gateway within 60 s") }
    case .port80:
      let attachment = request.gateway.attachment
      if buckets[index].registered.contains(attachment) { findings.add(15, "port 80 is asked twice on one attachment") }
      buckets[index].registered.append(attachment)
    case .clarify: return
    }
  }

  private static func note(_ at: Instant, in window: inout [Instant]) {
    window.append(at)
    while let first = window.first, first <= at - Courtesy.window { window.removeFirst() }
  }

  private mutating func hear(_ answer: Answer, _ witness: Witness) {
    switch (answer, witness.answered?.request) {
    case (.looked(let report), .look(let gateway, _)?):
      if case .busy(let wait?) = report.offer { hush(gateway.place, wait, witness.now) }
    case (.delivered(.notice(let notice)), .deliver(_, let seller, _)?):
      if let wait = notice.retryAfter { hush(seller.gateway.place, wait, witness.now) }
    default: return
    }
  }

  private mutating func hush(_ place: Place, _ wait: Interval, _ now: Instant) {
    let index = bucket(place)
    buckets[index].silentUntil = max(buckets[index].silentUntil, now + min(wait, Pace.longestRetryAfter))
  }
}
