import Testing
import TollGateCore
import TollGateLinkWatch

@Suite(.timeLimit(.minutes(5)))
struct LinkWatchTests {
  private static let pace = LinkWatchPace(
    settling: .milliseconds(5), patience: .milliseconds(50), firstWait: .milliseconds(5), longestWait: .seconds(5))

  private func table(_ host: UInt32, index: Int32 = 3, carrier: Bool = true, attachment: UInt64 = 1) -> LinkTable {
    let name = LinkName("tg0")
    return LinkTable(
      links: [Link(name: name, index: index, carrier: carrier, attachment: Attachment(attachment))],
      addresses: [LinkAddress(link: name, address: .v4(0xC000_0200 | host), prefix: 24)])
  }

  private func checked(_ source: SpokenLinks, _ check: SpokenLinks) -> some HealthyLinkSource {
    CheckedLinks(source, besides: check, pace: Self.pace, clock: ContinuousClock())
  }

  private func auto(_ preferred: SpokenLinks, _ standIn: SpokenLinks) -> some HealthyLinkSource {
    AutoLinks(preferred, else: standIn, pace: Self.pace, clock: ContinuousClock())
  }

  @Test("A4: what the check sees and the source has missed makes the source look anew, and is counted")
  func missed() async throws {
    let (source, check) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2)))
    let watch = checked(source, check)
    try await watching(watch) { deliveries in
      try await eventually("a first comparison") {
        check.say(table(2))
        return watch.health.comparisons > 0
      }
      source.look(like: table(3))
      check.say(table(3))
      try await eventually("the missed change") { deliveries.newest == table(3) }
      try await eventually("the count") { watch.health.missed == 1 }
      #expect(source.runs == 2 && watch.health.disagreements == 0)
    }
  }

  @Test("A4: where the check only sees differently, the source is believed, and begun anew once only")
  func disagreement() async throws {
    let (source, check) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(9)))
    let watch = checked(source, check)
    try await watching(watch) { deliveries in
      try await eventually("the disagreement") {
        check.say(table(9))
        return watch.health.disagreements == 1
      }
      let comparisons = watch.health.comparisons
      try await eventually("ten comparisons more") {
        check.say(table(9))
        return watch.health.comparisons > comparisons + 10
      }
      #expect(source.runs == 2 && watch.health.missed == 0 && deliveries.newest == table(2))
    }
  }

  @Test("A4: numbers of attachments are no difference")
  func numbers() async throws {
    let (source, check) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2, attachment: 77)))
    let watch = checked(source, check)
    try await watching(watch) { _ in
      try await eventually("ten comparisons") {
        check.say(table(2, attachment: 77))
        return watch.health.comparisons > 10
      }
      #expect(source.runs == 1)
    }
  }

  @Test("A5: a check that ends is begun again")
  func check() async throws {
    let (source, check) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2)))
    try await watching(checked(source, check)) { _ in
      try await eventually("the check") { check.runs == 1 }
      check.die()
      try await eventually("the check again") { check.runs == 2 }
    }
  }

  /// The watch gives up, which its check notices first, and says why once the source lets it.
  private func givesUp(_ source: StuckLinks) async throws {
    let check = SpokenLinks("two", table(9))
    var pace = Self.pace
    pace.firstPatience = pace.patience
    let watch = CheckedLinks(source, besides: check, pace: pace, clock: ContinuousClock())
    let run = Task { () async -> LinkFailure? in
      do throws(LinkFailure) { try await watch.run { _ in } } catch { return error }
      return nil
    }
    defer { source.letGo() }
    try await eventually("the end of the check") {
      check.say(table(9))
      return check.endings > 0
    }
    source.letGo()
    #expect(await run.value == .broken(110))
  }

  @Test("A4, A5: a source that never says anything is given up, in its first life too")
  func mute() async throws { try await givesUp(StuckLinks(nil)) }

  @Test("A4, A5: a source that is begun anew and doesn't end is given up")
  func endless() async throws { try await givesUp(StuckLinks(table(2))) }

  @Test("A4: a source that ends ends the watch, with its reason")
  func ends() async throws {
    let (source, check) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2)))
    let failure = try await watching(checked(source, check)) { _ in source.die() }
    #expect(failure == .broken(5) || failure == .cancelled)
    await #expect(throws: LinkFailure.broken(5)) {
      try await checked(source, check).run { _ in source.die() }
    }
  }

  @Test("A1, A5: a change of driver alone never moves an attachment; a new index or carrier lost and back does")
  func attachments() async throws {
    let (preferred, standIn) = (
      SpokenLinks("one", table(2, attachment: 8)), SpokenLinks("two", table(2, attachment: 40))
    )
    try await watching(auto(preferred, standIn)) { deliveries in
      let first = deliveries.attachment(of: "tg0")
      preferred.look(like: table(3, attachment: 8))
      preferred.die()
      try await eventually("the source again") { deliveries.newest?.addresses == table(3).addresses }
      #expect(deliveries.attachment(of: "tg0") == first)
      preferred.say(table(4, attachment: 9))
      try await eventually("its own number moves ours") { deliveries.attachment(of: "tg0") != first }
    }
  }

  @Test("A5: a source that dies is begun again, and its reason is told")
  func restarts() async throws {
    let (preferred, standIn) = (SpokenLinks("one", table(2)), SpokenLinks("two", table(2)))
    let watch = auto(preferred, standIn)
    try await watching(watch) { deliveries in
      for number in 1...3 as ClosedRange<UInt64> {
        preferred.die()
        try await eventually("restart \(number)") { preferred.runs == Int(number) + 1 && watch.health.driver == "one" }
        #expect(watch.health.restarts == number && watch.health.failure == .broken(5))
      }
      preferred.say(table(7))
      try await eventually("the newest") { deliveries.newest?.addresses == table(7).addresses }
    }
  }
}
