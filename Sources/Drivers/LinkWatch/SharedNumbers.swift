import TollGateCore

/// Attachment numbers over two sources: a change of the source alone never moves one (A1).
struct SharedNumbers: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case preferred, standIn
  }

  private struct Line: Hashable, Sendable {
    var source: Source
    /// The number that the source itself gave.
    var given: Attachment
    var index: Int32
    var lost: Bool
    var number: Attachment
  }

  private var lines: [LinkName: Line] = [:]
  private var last: UInt64 = 0

  mutating func translate(_ table: LinkTable, from source: Source) -> LinkTable {
    var table = table
    var kept: [LinkName: Line] = [:]
    for index in table.links.indices {
      let line = line(of: table.links[index], from: source)
      kept[table.links[index].name] = line
      table.links[index].attachment = line.number
    }
    lines = kept
    return table
  }

  private mutating func line(of link: Link, from source: Source) -> Line {
    let old = lines[link.name]
    let isSame: Bool
    if let old, old.source == source {
      isSame = old.given == link.attachment
    } else if let old {
      isSame = old.index == link.index && !(old.lost && link.carrier)
    } else {
      isSame = false
    }
    if !isSame { last += 1 }
    return Line(
      source: source, given: link.attachment, index: link.index, lost: !link.carrier,
      number: isSame ? old?.number ?? Attachment(last) : Attachment(last))
  }
}
