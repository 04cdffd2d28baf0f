import Synchronization
import TollGateCore
import TollGateDriverContracts

/// Each breaks the law that it is named after.
enum LinkSourceFlaw: String, CaseIterable, Sendable {
  case blindAtFirst = "the first delivery is the start-up scan"
  case deaf = "a change is delivered"
  case partial = "what has not changed is in every delivery"
  case stale = "after a burst of changes the last state wins"
  case forgivingAttachments = "a link made anew has another attachment"
  case nervousAttachments = "an address or route that changes leaves the attachment alone"
  case unstoppable = "a cancelled run ends, and says nothing but cancelled"
  case indignant = "a run that was cancelled before it began ends"
  case haunting = "nothing is delivered after the end"
  case remembering = "a driver that has ended can be run again, and scans anew"
}

/// Links that are whatever they are told to be.
final class PaintedLinks: LinkSourceBench {
  struct State {
    var table = LinkTable()
    var made: UInt64 = 0
    var changes = 0
    var listeners: [AsyncStream<LinkTable>.Continuation] = []
    var leftovers: [@Sendable (LinkTable) -> Void] = []
    var remembered: LinkTable?
  }

  let state = Mutex(State())
  let flaw: LinkSourceFlaw?
  let stall: Stall

  init(_ flaw: LinkSourceFlaw? = nil, _ stall: Stall = Stall()) {
    self.flaw = flaw
    self.stall = stall
  }

  func make() -> any LinkSource { ScriptedLinkSource(world: self) }

  func change(to picture: LinkTable) {
    let (table, leftovers, listeners) = state.withLock { state in
      let before = state.table
      state.table = picture
      for index in picture.links.indices {
        let known = before.links.first { $0.name == picture.links[index].name }
        if known == nil { state.made += 1 }
        state.table.links[index].attachment = known?.attachment ?? Attachment(state.made)
      }
      state.changes += 1
      return (state.table, state.leftovers, state.listeners)
    }
    for deliver in leftovers { deliver(table) }
    for listener in listeners { listener.yield(table) }
  }
}

/// Delivers the newest picture of its world.
struct ScriptedLinkSource: LinkSource {
  let world: PaintedLinks

  @concurrent func run(_ deliver: @escaping @Sendable (LinkTable) -> Void) async throws(LinkFailure) {
    let flaw = world.flaw
    if flaw == .indignant, Task.isCancelled { throw .broken(4) }
    let (stream, source) = AsyncStream<LinkTable>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let first = world.state.withLock { state in
      state.listeners.append(source)
      if flaw == .haunting { state.leftovers.append(deliver) }
      defer { state.remembered = state.table }
      return flaw == .remembering ? state.remembered ?? state.table : state.table
    }
    deliver(flaw == .blindAtFirst ? LinkTable() : first)
    var deliveries: UInt64 = 0
    for await table in stream {
      deliveries += 1
      if flaw == .deaf {
        world.stall.mark()
        continue
      }
      deliver(spoiled(table, since: first, deliveries))
      if flaw == .stale, world.state.withLock({ $0.changes }) > 10 { deliver(first) }
      if flaw == .forgivingAttachments { world.stall.mark() }
    }
    if flaw == .unstoppable { await world.stall.hang() }
    throw .cancelled
  }

  private func spoiled(_ table: LinkTable, since first: LinkTable, _ deliveries: UInt64) -> LinkTable {
    var table = table
    switch world.flaw {
    case .partial:
      table.addresses.removeAll(where: first.addresses.contains)
    case .nervousAttachments:
      for index in table.links.indices { table.links[index].attachment = Attachment(100 + deliveries) }
    case .forgivingAttachments:
      for index in table.links.indices {
        let known = first.links.first { $0.name == table.links[index].name }
        if let known { table.links[index].attachment = known.attachment }
      }
    default: break
    }
    return table
  }
}

enum LinkCountersFlaw: String, CaseIterable, Sendable {
  case halving = "counters grow by what the link carries"
  case mixing = "the two directions are kept apart"
  case falling = "counters never fall while the link exists"
  case zeroing = "a link that does not exist is a failure, never zero"
  case remembering = "a link that is gone is a failure, never its last reading"
  case indignant = "a cancelled reading ends, with its value or as cancelled"
}

/// A link whose bytes are made up, and its counters.
final class PaintedCounters: LinkCountersBench, LinkCounters {
  private let state = Mutex((count: Counters(received: 900, sent: 800), exists: true, readings: 0))
  let link = LinkName("tg0")
  let missing = LinkName("tg9")
  let flaw: LinkCountersFlaw?

  init(_ flaw: LinkCountersFlaw? = nil) { self.flaw = flaw }

  func make() -> any LinkCounters { self }
  func remove() { state.withLock { $0.exists = false } }
  func carry(received: UInt64, sent: UInt64) {
    state.withLock { state in
      state.count.received += received
      state.count.sent += sent
    }
  }

  @concurrent func counters(of link: LinkName) async throws(LinkFailure) -> Counters {
    if flaw == .indignant, Task.isCancelled { throw .broken(4) }
    let (count, exists, readings) = state.withLock { state in
      state.readings += 1
      return state
    }
    if link == missing, flaw == .zeroing { return Counters(received: 0, sent: 0) }
    guard link == self.link, exists || flaw == .remembering else { throw .unknownLink }
    switch flaw {
    case .halving: return Counters(received: count.received / 2, sent: count.sent / 2)
    case .mixing: return Counters(received: count.received + count.sent, sent: count.received + count.sent)
    case .falling where readings > 4: return Counters(received: 0, sent: 0)
    default: return count
    }
  }
}
