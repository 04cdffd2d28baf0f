package import TollGateCrypto
package import TollGateJSON

/// What a mint knows of a proof (NUT-07).
package enum ProofState: String, Hashable, Sendable {
  /// A mint says this of what it has never seen, too.
  case unspent = "UNSPENT"
  case pending = "PENDING"
  case spent = "SPENT"
}

/// To `/v1/checkstate`: the points of secrets, which tell nothing of the secrets.
package struct StateRequest: MintMessage, Hashable {
  package let points: [CompressedPoint]

  package init(_ points: [CompressedPoint]) { self.points = points }

  package init(_ members: Members) throws(MessageFlaw) {
    points = try members.list("Ys") { node throws(MessageFlaw) in
      guard let point = Members.point(node) else { throw .wrong("Ys") }
      return point
    }
  }

  package func write(to writer: inout JSONWriter) {
    writer.key("Ys")
    writer.beginArray()
    for point in points { writer.string(point.hex) }
    writer.endArray()
  }
}

package struct StateAnswer: MintMessage, Hashable {
  package struct Entry: MintMessage, Hashable {
    package let point: CompressedPoint
    package let state: ProofState
    /// How a locked proof was opened.
    package let witness: String?

    package init(point: CompressedPoint, state: ProofState, witness: String? = nil) {
      self.point = point
      self.state = state
      self.witness = witness
    }

    package init(_ members: Members) throws(MessageFlaw) {
      point = try members.point("Y")
      state = try members.word("state")
      witness = try members.optional("witness", \.string)
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("Y", point.hex)
      writer.member("state", state.rawValue)
      writer.member(ifThere: "witness", witness)
    }
  }

  package let entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  package init(_ members: Members) throws(MessageFlaw) {
    entries = try members.list("states") { node throws(MessageFlaw) in try Entry(node) }
  }

  package func write(to writer: inout JSONWriter) { writer.list("states", entries) }

  /// The states in the order of these points; nothing unless the answer has each of them exactly once.
  package func states(of points: [CompressedPoint]) -> [ProofState]? {
    var states: [CompressedPoint: ProofState] = [:]
    for entry in entries where states.updateValue(entry.state, forKey: entry.point) != nil { return nil }
    let found = points.compactMap { states[$0] }
    return found.count == points.count ? found : nil
  }
}
