import Testing
import TollGateCore
import TollGateDriverContracts

private let links = Proof<any LinkSourceBench, LinkSourceFlaw>(
  laws: Laws.linkSource, bench: { PaintedLinks($0, $1) },
  hanging: [.deaf, .partial, .forgivingAttachments, .unstoppable],
  spoils: [
    .blindAtFirst: [.partial, .nervousAttachments, .remembering]
  ])
private let counters = Proof<any LinkCountersBench, LinkCountersFlaw>(
  laws: Laws.linkCounters, bench: { flaw, _ in PaintedCounters(flaw) })
private let prober = Proof<any GatewayProberBench, ProberFlaw>(
  laws: Laws.gatewayProber, bench: { PlayedGateway($0, $1) }, hanging: [.endless, .endlessClarifying],
  spoils: [
    .abridging: [.waitingForUsage]
  ])
private let courier = Proof<any PaymentCourierBench, CourierFlaw>(
  laws: Laws.paymentCourier, bench: { PlayedTill($0, $1) }, hanging: [.endless])
private let egress = Proof<any EgressProbeBench, EgressFlaw>(
  laws: Laws.egressProbe, bench: { PlayedHost($0, $1) }, hanging: [.endless],
  spoils: [
    .gloomy: [.remembering]
  ])
private let meter = Proof<any UsageMeterBench, MeterFlaw>(
  laws: Laws.usageMeter, bench: { PlayedUsage($0, $1) }, hanging: [.endless, .unstoppable])
private let journal = Proof<any JournalBench, JournalFlaw>(
  laws: Laws.journal, bench: { flaw, _ in PaperDisk(flaw) }, hanging: [.racing],
  spoils: [
    .haunted: [.halfHearted],
    .forgetful: [.overzealous, .silentAboutTears, .piecemeal, .buried, .confident, .resigned],
    .reversing: [.overzealous, .silentAboutTears, .piecemeal, .buried, .confident, .racing],
    .silentAboutTears: [.piecemeal],
    .overzealous: [.abridging, .resigned],
  ])
private let provider = Proof<any PaymentProviderBench, ProviderFlaw>(
  laws: Laws.paymentProvider, bench: { PaperMint($0, $1) }, hanging: [.racing, .mute, .deaf, .endless],
  spoils: [
    .doubleCharging: [.agreeable, .repeating],
    .leaking: [.rounding, .desperate, .eroding],
    .sharing: [.racing],
    .stingy: [.sharing, .racing, .gullible, .hopeful, .sweeping],
    .reminting: [.forgetful],
    .miscounting: [.gullible, .eroding],
    .reluctant: [.dependent],
    .clinging: [.eroding],
    .forgetfulJudge: [.unsynced],
    .rounding: [.desperate, .mourning, .eroding],
    .forgetful: [.unreserving, .repeating, .eroding],
    .unreserving: [.unsynced, .eroding],
    .repeating: [.forgetful, .unsynced, .eroding],
    .hasty: [.lenient],
  ])

@Suite("I2: the laws of every port", .timeLimit(.minutes(2)))
struct PortLawsTests {
  @Test("I2: correct drivers keep every law of their port")
  func correct() async {
    await links.correctDriverKeepsAll()
    await counters.correctDriverKeepsAll()
    await prober.correctDriverKeepsAll()
    await courier.correctDriverKeepsAll()
    await egress.correctDriverKeepsAll()
    await meter.correctDriverKeepsAll()
    await journal.correctDriverKeepsAll()
    await provider.correctDriverKeepsAll()
  }

  @Test("I2: a meter that only counts keeps the laws of meters")
  func odometer() async {
    let violations = await Laws.usageMeter.check(within: Stall().patience) { PlayedUsage(counts: true) }
    #expect(violations == [])
  }

  @Test("F5: a provider with a limit of its own breaks the law of silence", arguments: [20, 5000] as [Int64])
  func habits(milliseconds: Int64) async throws {
    let law = try #require(Laws.paymentProvider.first { $0.name == ProviderFlaw.endless.rawValue })
    let violations = await law.check(within: Stall().patience) { PaperMint(habit: .milliseconds(milliseconds)) }
    let late = ["inspecting", "taking back", "making change", "preparing what needs the mint"]
      .map { "\($0) at a silent mint to take 1000 ms at the most" }
    #expect(violations.map(\.expected) == (milliseconds > 2000 ? late : []))
  }

  @Test("I2: for every law there is a driver that breaks it")
  func complete() {
    links.everyLawHasItsBreaker()
    counters.everyLawHasItsBreaker()
    prober.everyLawHasItsBreaker()
    courier.everyLawHasItsBreaker()
    egress.everyLawHasItsBreaker()
    meter.everyLawHasItsBreaker()
    journal.everyLawHasItsBreaker()
    provider.everyLawHasItsBreaker()
  }

  @Test("I2: a broken link source breaks its law", arguments: LinkSourceFlaw.allCases)
  func brokenLinkSource(_ flaw: LinkSourceFlaw) async { await links.breaks(flaw) }

  @Test("I2: broken link counters break their law", arguments: LinkCountersFlaw.allCases)
  func brokenCounters(_ flaw: LinkCountersFlaw) async { await counters.breaks(flaw) }

  @Test("I2: a broken prober breaks its law", arguments: ProberFlaw.allCases)
  func brokenProber(_ flaw: ProberFlaw) async { await prober.breaks(flaw) }

  @Test("I2: a broken courier breaks its law", arguments: CourierFlaw.allCases)
  func brokenCourier(_ flaw: CourierFlaw) async { await courier.breaks(flaw) }

  @Test("I2: a broken egress probe breaks its law", arguments: EgressFlaw.allCases)
  func brokenEgress(_ flaw: EgressFlaw) async { await egress.breaks(flaw) }

  @Test("I2: a broken meter breaks its law", arguments: MeterFlaw.allCases)
  func brokenMeter(_ flaw: MeterFlaw) async { await meter.breaks(flaw) }

  @Test("I2: a broken journal breaks its law", arguments: JournalFlaw.allCases)
  func brokenJournal(_ flaw: JournalFlaw) async { await journal.breaks(flaw) }

  @Test("I2: a broken payment provider breaks its law", arguments: ProviderFlaw.allCases)
  func brokenProvider(_ flaw: ProviderFlaw) async { await provider.breaks(flaw) }
}
