import Testing
import TollGateCore
import TollGateTrace

@Suite struct CoverageTests {
  private func expectAll<Value: Listed>(_ fixtures: [Value]) {
    #expect(Set(fixtures.map(\.kind)) == Set(Value.Kind.allCases), "fixtures of \(Value.self)")
    expectKinds(Value.self)
  }

  private func expectKinds<Value: Listed>(_ type: Value.Type) {
    #expect(Set(Value.kinds.samples.map(\.kind)) == Set(Value.Kind.allCases), "kinds of \(Value.self)")
    #expect(Value.kinds.samples.count == Value.Kind.allCases.count)
    #expect(Set(Value.kinds.names).count == Value.Kind.allCases.count, "names of \(Value.self)")
    #expect(!Value.kinds.names.contains(""))
  }

  @Test("the fixtures hold every event, answer, effect, request, change, note, reason and delivery")
  func fixtures() {
    expectAll(Fixtures.events)
    expectAll(Fixtures.answers)
    expectAll(Fixtures.effects)
    expectAll(Fixtures.requests)
    expectAll(Fixtures.changes)
    expectAll(Fixtures.notes)
    expectAll(Fixtures.reasons)
    expectAll(Fixtures.deliveries)
  }

  @Test("a reader knows every kind of every choice, each by a name of its own")
  func kinds() {
    expectKinds(QuoteAnswer.self)
    expectKinds(Command.self)
    expectKinds(Metric.self)
    expectKinds(OfferAnswer.self)
    expectKinds(UsageReading.self)
    expectKinds(MeterFailure.self)
    expectKinds(UsageAnswer.self)
    expectKinds(NoticeProof.self)
    expectKinds(NoticeCode.self)
    expectKinds(Payment.Service.self)
    expectKinds(Payment.Money.self)
    expectKinds(Chore.self)
    expectKinds(PaymentFailure.self)
    expectKinds(EgressTarget.self)
    expectKinds(EgressPolicy.self)
    expectKinds(JournalFailure.self)
    expectKinds(StopCause.self)
  }

  private func expectWords<Word: TracedWord>(_ type: Word.Type) {
    let words = Word.allCases.map(\.traceText)
    #expect(Set(words).count == words.count && !words.contains(""), "words of \(Word.self)")
    for value in Word.allCases { #expect(Word(traceText: value.traceText) == value) }
  }

  @Test("every word means one value")
  func words() {
    expectWords(AddressFamily.self)
    expectWords(TrustRefusal.self)
    expectWords(PaidGateways.self)
    expectWords(MeterKind.self)
    expectWords(PurchaseReason.self)
    expectWords(Payment.Stage.self)
    expectWords(BudgetBound.self)
    expectWords(AdvertisementFlaw.self)
    expectWords(ReachFailure.self)
    expectWords(ClientReport.Identity.self)
    expectWords(ClientReport.Access.self)
    expectWords(Verdict.self)
    expectWords(Egress.self)
    expectWords(BlindMark.Cause.self)
    expectWords(SessionEnd.self)
    expectWords(StandingDriver.self)
  }

  @Test("every record passes all its properties, each under its own name")
  func fields() {
    var survey = Survey()
    survey.visit(Event.self)
    survey.visit(Effect.self)
    survey.visit(StationOpening.self)
    #expect(survey.mismatches == [])
    #expect(survey.records > 45)
  }
}
