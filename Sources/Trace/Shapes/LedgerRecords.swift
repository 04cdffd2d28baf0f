package import TollGateCore

extension BudgetLine: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      hour: f("hour", it?.hour), link: f.maybe("link", it?.link), unit: f("unit", it?.unit),
      charged: f("charged", it?.charged))
  }
}

extension SellerRecord: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = try Self(id: f("id", it?.id), lastSeen: f("lastSeen", it?.lastSeen))
    made.grants = try f("grants", it?.grants)
    made.run = try f("run", it?.run)
    made.runBefore = try f("runBefore", it?.runBefore)
    made.trials = try f("trials", it?.trials)
    made.nextTrial = try f.maybe("nextTrial", it?.nextTrial)
    made.refusal = try f.maybe("refusal", it?.refusal)
    made.stretch = try f.maybe("stretch", it?.stretch)
    made.lastAllotment = try f.maybe("lastAllotment", it?.lastAllotment)
    return made
  }
}

extension SellerRefusal: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(code: f("code", it?.code), advertisement: f("advertisement", it?.advertisement))
  }
}

extension Stretch: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    var made = try Self(
      gateway: f("gateway", it?.gateway), offer: f("offer", it?.offer), begun: f("begun", it?.begun),
      total: f("total", it?.total))
    made.payments = try f("payments", it?.payments)
    made.spent = try f("spent", it?.spent)
    made.newest = try f("newest", it?.newest)
    made.newestPayment = try f.maybe("newestPayment", it?.newestPayment)
    made.granted = try f("granted", it?.granted)
    return made
  }
}

extension AllotmentMemory: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      metric: f("metric", it?.metric), total: f("total", it?.total), at: f("at", it?.at),
      paid: f.maybe("paid", it?.paid))
  }
}

extension AllotmentMemory.Paid: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      payment: f("payment", it?.payment), sats: f("sats", it?.sats), unit: f("unit", it?.unit),
      quarter: f("quarter", it?.quarter))
  }
}

extension BlindMark.ID: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(payment: f("payment", it?.payment), cause: f("cause", it?.cause))
  }
}

extension BlindMark: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      id: f("id", it?.id), seller: f("seller", it?.seller), unit: f("unit", it?.unit), sats: f("sats", it?.sats),
      at: f("at", it?.at), forgiven: f("forgiven", it?.forgiven))
  }
}

extension KeySighting: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(place: f("place", it?.place), key: f("key", it?.key), last: f("last", it?.last))
  }
}

extension SessionStory: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      seller: f("seller", it?.seller), offer: f("offer", it?.offer), begun: f("begun", it?.begun),
      ended: f("ended", it?.ended), end: f("end", it?.end), payments: f("payments", it?.payments),
      spent: f("spent", it?.spent), used: f("used", it?.used), total: f("total", it?.total))
  }
}
