package import TollGateCore
package import TollGateTrace

/// Looks on while a station works, and tells it in lines that a person can read.
package struct Timeline: Sendable {
  package struct Line: Hashable, Sendable {
    package var at: Instant
    package var kind: Kind
    package var text: String
  }

  /// What a line is: something the station says, or something that the world does to it.
  package enum Kind: Hashable, Sendable {
    case said(Wording.Weight)
    case world
  }

  package private(set) var lines: [Line] = []
  /// Knows closed payments too, which the station's own ledger forgets: lines about their end must name them.
  private var memory = Ledger()
  private var links = LinkTable()
  /// What was told last of each gateway: saying it again is a detail.
  private var stands: [GatewayID: Reason] = [:]
  private var proved: Set<SellerID> = []
  private var faultsTold = 0
  private var endsTold = 0
  private let remembered = 64

  package init() {}

  package mutating func observe(_ step: Step, in world: borrowing World) {
    tellTroubles(of: world, until: step.at)
    let (event, effects, now) = (step.event, step.effects, step.at)
    for effect in effects {
      if case .record(_, let entries) = effect { entries.forEach { remember($0) } }
    }
    if case .linksChanged(let table) = event { compare(table, at: now) }
    if case .started(let startUp) = event { startUp.journal.entries.forEach { remember($0) } }
    let wording = Wording(now: step.machineAt, ledger: memory)
    for effect in effects {
      guard case .report(let note) = effect else { continue }
      lines.append(Line(at: now, kind: .said(weight(note)), text: wording.note(note)))
    }
  }

  /// Something that happened outside of the machine: a fault, or the world's own news.
  package mutating func tell(_ text: String, at now: Instant) {
    lines.append(Line(at: now, kind: .world, text: text))
  }

  /// The lines told since the last call; for those who print as they go.
  package mutating func take() -> [Line] {
    defer { lines = [] }
    return lines
  }

  private mutating func remember(_ entry: JournalEntry) {
    if case .closed = entry.change { return }
    memory.apply(entry)
    if memory.payments.count > remembered { memory.payments.removeFirst(memory.payments.count - remembered) }
  }

  /// What the script does, and the process's deaths: neither is an event that the station could see.
  mutating func tellTroubles(of world: borrowing World, until now: Instant) {
    while faultsTold < world.script.faults.count, world.script.faults[faultsTold].at <= now {
      let fault = world.script.faults[faultsTold]
      tell(FaultWording.words(fault.fault), at: fault.at)
      faultsTold += 1
    }
    while endsTold < world.books.lives.count, let end = world.books.lives[endsTold].ended {
      tell("the program is gone", at: end)
      endsTold += 1
    }
  }

  /// Saying once more what was told last of the same thing is a detail.
  private mutating func weight(_ note: Note) -> Wording.Weight {
    switch note {
    case .egressProved(let seller): return proved.insert(seller).inserted ? .news : .detail
    case .sessionEnded(let story): proved.remove(story.seller)
    case .gatewayStands(let id, let reason, _): return weight(of: reason, at: id, Wording.weight(note))
    default: break
    }
    return Wording.weight(note)
  }

  private mutating func weight(of reason: Reason, at id: GatewayID, _ weight: Wording.Weight) -> Wording.Weight {
    // What passes by in a look is no change of mind; a purchase is.
    if weight == .detail {
      if reason == .open || reason == .buying { stands[id] = nil }
      return weight
    }
    return stands.updateValue(reason, forKey: id) == reason ? .detail : weight
  }

  private mutating func compare(_ table: LinkTable, at now: Instant) {
    for link in table.links where !link.loopback {
      let before = links.links.first { $0.name == link.name }
      if before.map({ $0.up && $0.carrier }) ?? false != (link.up && link.carrier) {
        tell("link \(link.name) comes \(link.up && link.carrier ? "up" : "down")", at: now)
      } else if let before, before.attachment != link.attachment {
        tell("link \(link.name) is made anew: perhaps another gateway is behind it now", at: now)
      }
    }
    for link in links.links where !table.links.contains(where: { $0.name == link.name }) {
      tell("link \(link.name) is gone", at: now)
    }
    links = table
  }
}

extension Timeline.Line {
  /// Enough for a reader who doesn't look for a bug.
  package var isTold: Bool { kind != .said(.detail) }

  /// "00:03:12.4  paid 21 sat …"
  package var description: String { "\(Wording.clock(at))  \(text)" }
}
