package import TollGateCore

extension WallTime: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(seconds: f("seconds", it?.seconds), synchronised: f("synchronised", it?.synchronised))
  }
}

extension Link: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      name: f("name", it?.name), index: f("index", it?.index), mac: f.maybe("mac", it?.mac), up: f("up", it?.up),
      carrier: f("carrier", it?.carrier), loopback: f("loopback", it?.loopback),
      pointToPoint: f("pointToPoint", it?.pointToPoint), attachment: f("attachment", it?.attachment))
  }
}

extension LinkAddress: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      link: f("link", it?.link), address: f("address", it?.address), prefix: f("prefix", it?.prefix),
      peer: f.maybe("peer", it?.peer), usable: f("usable", it?.usable))
  }
}

extension DefaultRoute: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      link: f("link", it?.link), family: f("family", it?.family), gateway: f.maybe("gateway", it?.gateway),
      metric: f("metric", it?.metric))
  }
}

extension LinkTable: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      links: f("links", it?.links), addresses: f("addresses", it?.addresses), routes: f("routes", it?.routes))
  }
}
