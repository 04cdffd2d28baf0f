package import TollGateCore

extension QuoteRequest: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      offer: f("offer", it?.offer), fewest: f("fewest", it?.fewest), most: f("most", it?.most),
      limit: f("limit", it?.limit), overpayment: f("overpayment", it?.overpayment),
      mayContactMint: f("mayContactMint", it?.mayContactMint))
  }
}

extension Quote: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      steps: f("steps", it?.steps), gross: f("gross", it?.gross), fee: f("fee", it?.fee),
      overpaid: f("overpaid", it?.overpaid), needsMint: f("needsMint", it?.needsMint))
  }
}

extension PaymentOrder: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      id: f("id", it?.id), seller: f("seller", it?.seller), offer: f("offer", it?.offer), steps: f("steps", it?.steps),
      limit: f("limit", it?.limit), mayContactMint: f("mayContactMint", it?.mayContactMint))
  }
}

extension PreparedPayment: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      id: f("id", it?.id), gross: f("gross", it?.gross), fee: f("fee", it?.fee),
      fingerprint: f("fingerprint", it?.fingerprint))
  }
}

extension OpenPayment: TracedRecord {
  package static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(
      order: f("order", it?.order), prepared: f("prepared", it?.prepared), settled: f.maybe("settled", it?.settled))
  }
}
