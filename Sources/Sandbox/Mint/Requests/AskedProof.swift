import TollGateCashu
import TollGateCrypto
import TollGateJSON

/// An input as it was sent: what is wrong with it is said in its turn, as a mint does, and not all at once.
struct AskedProof: Hashable, Sendable {
  let amount: UInt64
  let keyset: String
  let secret: String
  let signature: String
  let witness: String?

  init(_ node: JSONNode) throws(MessageFlaw) {
    let members = try Members(node)
    amount = try members.required("amount", \.uint64)
    keyset = try members.text("id")
    secret = try members.text("secret")
    signature = try members.text("C")
    witness = try members.optional("witness", \.string)
  }
}

/// An output as it was sent.
struct AskedOutput: Hashable, Sendable {
  let amount: UInt64
  let keyset: String
  let point: String

  init(_ node: JSONNode) throws(MessageFlaw) {
    let members = try Members(node)
    amount = try members.required("amount", \.uint64)
    keyset = try members.text("id")
    point = try members.text("B_")
  }
}

/// A body of a request, and how long its lists may be.
struct AskedBody {
  /// A thousand inputs with the longest secrets and witnesses, and as many outputs.
  static let limits = JSONLimits(maxBytes: 4 << 20, maxDepth: 8, maxNodes: 1 << 15)
  private let members: Members
  private let longest: Int

  init(_ body: [UInt8], longest: Int) throws(MintMistake) {
    guard let node = try? JSONReader.read(body, limits: AskedBody.limits) else { throw .unreadable(.notJSON) }
    self.longest = longest
    do throws(MessageFlaw) { members = try Members(node) } catch { throw .unreadable(error) }
  }

  func read<Value>(_ value: (Members) throws(MessageFlaw) -> Value) throws(MintMistake) -> Value {
    do throws(MessageFlaw) { return try value(members) } catch { throw .unreadable(error) }
  }

  func list<Element>(
    _ key: String, isOptional: Bool = false, _ element: (JSONNode) throws(MessageFlaw) -> Element
  ) throws(MintMistake) -> [Element] {
    let nodes: [JSONNode]
    do throws(MessageFlaw) {
      let found = try members.list(ifThere: key) { node throws(MessageFlaw) in node }
      guard found != nil || isOptional else { throw .missing(key) }
      nodes = found ?? []
    } catch { throw .unreadable(error) }
    guard nodes.count <= longest else { throw .listTooLong(key: key, most: longest, count: nodes.count) }
    var elements: [Element] = []
    elements.reserveCapacity(nodes.count)
    for node in nodes {
      do throws(MessageFlaw) { elements.append(try element(node)) } catch { throw .unreadable(error) }
    }
    return elements
  }
}
