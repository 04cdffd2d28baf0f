import Synchronization
import TollGateCashu
import TollGateHTTP
import TollGateJSON

/// Why a mint can't carry out an order, though it is well written.
enum MintOrderRefusal: Error, Hashable, Sendable, CaseIterable {
  case noRoom, noSuchKeyset, noSuchQuote, unwritable

  var text: String {
    switch self {
    case .noRoom: "no room for more than \(MisbehaviourList<MintFault>.most) faults: behave first"
    case .noSuchKeyset: "no such keyset: /sandbox/books lists those that there are"
    case .noSuchQuote: "no quote of this name waits for its payment"
    case .unwritable: "the books can't be written"
    }
  }
}

extension SandboxMint {
  /// What the control port answers.
  func control(_ request: HTTPRequest) -> HTTPResponse {
    ControlPage.answer(request, obey: obey, books: writeBooks)
  }

  private func obey(_ body: [UInt8]) -> HTTPResponse {
    do throws(OrderMistakes) { return obey(try MintOrder.read(body)) } catch { return ControlPage.mistakes(error) }
  }

  private func obey(_ order: MintOrder) -> HTTPResponse {
    desk.withLock { desk in
      do throws(MintOrderRefusal) { try desk.obey(order) } catch { return ControlPage.refusal(409, error.text) }
      return ControlPage.json(200) { writer in
        writer.objects("active", desk.faults.active) { $0.write(to: &$1) }
        writer.objects("keysets", desk.ledger.keysets) { $0.info.write(to: &$1) }
      }
    }
  }

  private func writeBooks(to writer: inout JSONWriter) {
    let isBalanced = isBalanced
    desk.withLock { desk in
      let ledger = desk.ledger
      writer.key("balanced")
      writer.bool(isBalanced)
      writer.objects("units", ledger.sums.sorted { $0.key < $1.key }) { one, writer in
        writer.pair("unit", one.key)
        one.value.write(to: &writer)
      }
      writer.objects("keysets", ledger.keysets) { $0.info.write(to: &$1) }
      let quotes = Dictionary(grouping: ledger.mintQuotes.values, by: \.state)
      writer.counts("quotes", quotes.map { ($0.key.rawValue, UInt64($0.value.count)) })
      let melts = Dictionary(grouping: ledger.meltQuotes.values, by: \.state)
      writer.counts("melts", melts.map { ($0.key.rawValue, UInt64($0.value.count)) })
      writer.counts("requests", desk.requests.map { ($0.key.rawValue, $0.value) })
    }
  }
}

extension MintDesk {
  /// When it throws, nothing has changed, unless the disk is full half-way.
  mutating func obey(_ order: MintOrder) throws(MintOrderRefusal) {
    let room = MisbehaviourList<MintFault>.most - (order.behaves ? 0 : faults.active.count)
    guard order.faults.count <= room else { throw .noRoom }
    if let revision = order.revision, ledger.keyset(revision.keyset) == nil { throw .noSuchKeyset }
    if let quote = order.payment, ledger.mintQuotes[quote]?.state != .unpaid { throw .noSuchQuote }
    if order.behaves { faults.clear() }
    if let caches = order.caches { self.caches = caches }
    for fault in order.faults { _ = faults.add(fault) }
    if let plan = order.rotation, rotate(to: plan) == nil { throw .unwritable }
    if let revision = order.revision {
      let isDone = revise(revision.keyset) { info in
        info.inputFee = revision.fee ?? info.inputFee
        info.finalExpiry = revision.expiry ?? info.finalExpiry
        info.isActive = revision.isActive ?? info.isActive
      }
      guard isDone else { throw .unwritable }
    }
    if let quote = order.payment, !pay(quote) { throw .unwritable }
  }
}

extension MintSums {
  /// What doesn't fit into the numbers of other programs' JSON is still a number.
  fileprivate func write(to writer: inout JSONWriter) {
    let numbers = [
      ("issued", issued), ("signed", signed), ("spent", spent), ("fees", fees), ("paidOut", paidOut), ("kept", kept),
      ("outstanding", outstanding),
    ]
    for (name, number) in numbers {
      writer.key(name)
      writer.raw("\(number)")
    }
  }
}
