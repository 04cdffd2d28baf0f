package import TollGateCore

extension Effect: TracedChoice {
  package static let kinds = Kinds<Effect>([
    .ask(.blank, .blank), .record(.blank, []), .cancel(.blank), .forget(.blank), .begin(.blank), .report(.blank),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .ask(let id, let request):
      try f.kind("ask", Self.self).ask(f("id", id), f("request", request))
    case .record(let id, let entries):
      try f.kind("record", Self.self).record(f("id", id), f("entries", entries))
    case .cancel(let id): try .cancel(f.payload("cancel", id))
    case .forget(let id): try .forget(f.payload("forget", id))
    case .begin(let driver): try .begin(f.payload("begin", driver))
    case .report(let note): try .report(f.payload("report", note))
    }
  }
}

extension Request: TracedChoice {
  package static let kinds = Kinds<Request>([
    .look(.blank, within: .zero), .clarify(.blank, within: .zero), .register(.blank, within: .zero), .meter(.blank),
    .quote([]), .prepare(.blank), .deliver(payment: .blank, to: .blank, within: .zero), .inspect(payment: .blank),
    .settle(payment: .blank, .blank), .perform(.blank, feeLimit: .zero),
    .reach(.blank, over: .blank, within: .zero),
  ])

  package func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .look(let gateway, let limit):
      try f.kind("look", Self.self).look(f("gateway", gateway), within: f("within", limit))
    case .clarify(let gateway, let limit):
      try f.kind("clarify", Self.self).clarify(f("gateway", gateway), within: f("within", limit))
    case .register(let gateway, let limit):
      try f.kind("register", Self.self).register(f("gateway", gateway), within: f("within", limit))
    case .meter(let target): try .meter(f.payload("meter", target))
    case .quote(let requests): try .quote(f.payload("quote", requests))
    case .prepare(let order): try .prepare(f.payload("prepare", order))
    case .deliver(let payment, let seller, let limit):
      try f.kind("deliver", Self.self).deliver(
        payment: f("payment", payment), to: f("to", seller), within: f("within", limit))
    case .inspect(let payment):
      try f.kind("inspect", Self.self).inspect(payment: f("payment", payment))
    case .settle(let payment, let verdict):
      try f.kind("settle", Self.self).settle(payment: f("payment", payment), f("verdict", verdict))
    case .perform(let chore, let limit):
      try f.kind("perform", Self.self).perform(f("chore", chore), feeLimit: f("feeLimit", limit))
    case .reach(let target, let link, let limit):
      try f.kind("reach", Self.self).reach(f("target", target), over: f("over", link), within: f("within", limit))
    }
  }
}
