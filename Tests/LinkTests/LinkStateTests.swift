import Testing
import TollGateCore

@testable import TollGateLinkWatch

@Suite struct LinkStateTests {
  private func table(_ hosts: UInt32..., tentative: UInt32? = nil) -> LinkTable {
    let name = LinkName("tg0")
    func address(_ host: UInt32, usable: Bool) -> LinkAddress {
      LinkAddress(link: name, address: .v4(0xC000_0200 | host), prefix: 24, usable: usable)
    }
    return LinkTable(
      links: [Link(name: name, index: 3, attachment: Attachment(1))],
      addresses: hosts.map { address($0, usable: true) } + (tentative.map { [address($0, usable: false)] } ?? []))
  }

  /// A watch in its first life, which has heard this table.
  private func watch(_ heard: LinkTable) -> CheckedState {
    var state = CheckedState(pace: LinkWatchPace())
    _ = state.begin()
    _ = state.handle(.heard(heard))
    return state
  }

  /// Looks until the two have had their time to agree; whether the source was begun anew, and then said this.
  private func isRenewed(_ state: inout CheckedState, by check: LinkTable, saying heard: LinkTable) -> Bool {
    guard state.handle(.looked(check)).contains(.settle) else { return false }
    let isBegunAnew = state.handle(.settled).contains { if case .renew = $0 { true } else { false } }
    guard isBegunAnew else { return false }
    _ = state.handle(.ended(.cancelled))
    _ = state.handle(.heard(heard))
    return true
  }

  @Test("A5: a source that ends at once is begun again after 1, 2, 4 seconds, and each minute at last")
  func waits() {
    var state = AutoState(pace: LinkWatchPace())
    #expect(state.begin() == [.beginPreferred(life: 1, after: .zero)])
    for (number, seconds) in [1, 2, 4, 8, 16, 32, 60, 60].enumerated() {
      let actions = state.handle(.preferredEnded(.broken(5)))
      #expect(actions.contains(.beginPreferred(life: number + 2, after: .seconds(Int64(seconds)))))
    }
    let life = 9
    _ = state.handle(.preferred(table(2)))
    #expect(state.failure == .broken(5))
    _ = state.handle(.lasted(life: life - 1))
    #expect(state.failure == .broken(5), "an earlier life")
    _ = state.handle(.lasted(life: life))
    #expect(state.failure == nil, "one that has lasted is well again")
    #expect(
      state.handle(.preferredEnded(.broken(5))).contains(.beginPreferred(life: life + 1, after: .seconds(1))))
  }

  @Test("A4: an address that can't be used yet is no difference: the kernel doesn't tell of its own")
  func tentative() {
    var state = watch(table(2))
    #expect(!isRenewed(&state, by: table(2, tentative: 9), saying: table(2)))
    #expect(state.missed == 0 && state.comparisons == 1)
    // Once it can be used, it is one.
    #expect(isRenewed(&state, by: table(2, 9), saying: table(2, 9)))
    #expect(state.missed == 1)
  }

  @Test("A4: where the two were found to differ, a change of something else doesn't begin the source anew")
  func unrelated() {
    var state = watch(table(2))
    #expect(isRenewed(&state, by: table(2, 9), saying: table(2)))
    #expect(state.disagreements == 1 && state.missed == 0)
    _ = state.handle(.heard(table(2, 3)))
    #expect(!isRenewed(&state, by: table(2, 3, 9), saying: table(2, 3)))
    // Something that was missed beside it is found all the same.
    #expect(isRenewed(&state, by: table(2, 3, 4, 9), saying: table(2, 3, 4)))
    #expect(state.disagreements == 1 && state.missed == 1)
    #expect(!isRenewed(&state, by: table(2, 3, 4, 9), saying: table(2, 3, 4)))
  }

  @Test("A4: two that have come to agree are compared on it anew")
  func agreed() {
    var state = watch(table(2))
    #expect(isRenewed(&state, by: table(2, 9), saying: table(2)))
    #expect(!isRenewed(&state, by: table(2), saying: table(2)))
    #expect(isRenewed(&state, by: table(2, 9), saying: table(2, 9)))
    #expect(state.disagreements == 1 && state.missed == 1)
  }

  @Test("A4: what has changed while the source was begun anew was not missed")
  func meanwhile() {
    var state = watch(table(2))
    #expect(isRenewed(&state, by: table(2, 9), saying: table(2, 5)))
    #expect(state.missed == 0 && state.disagreements == 1)
  }

  @Test("A4: what a source says while it is still ending is not what it has seen anew")
  func ending() {
    var state = watch(table(2))
    _ = state.handle(.looked(table(2, 9)))
    #expect(state.handle(.settled) == [.renew(life: 1)])
    _ = state.handle(.heard(table(2, 5)))
    #expect(state.missed == 0 && state.disagreements == 0)
    _ = state.handle(.ended(.cancelled))
    _ = state.handle(.heard(table(2, 5, 9)))
    #expect(state.missed == 1 && state.disagreements == 0)
  }
}
