import TollGateCore

/// Everything that the world has foreseen. What needs the state of its own moment carries the question, not the answer.
enum Happening: Sendable {
  case fault(Int)
  case starts
  case exits(life: Int)
  case linksArrive(life: Int)
  case fundsArrive(life: Int)
  case driverEnded(StandingDriver, life: Int)
  case lease(interface: Int, AddressFamily, exchange: UInt32)
  case carrier(interface: Int, Bool)
  case answer(OperationID, Answer)
  /// An answer that nobody waits for.
  case stray(OperationID, Answer, life: Int)
  case look(OperationID, GatewayID, limit: Instant)
  case clarify(OperationID, GatewayID, limit: Instant)
  case meter(OperationID, MeterTarget, limit: Instant)
  case register(OperationID, GatewayID)
  case egress(OperationID, EgressTarget, LinkName, limit: Instant)
  case arrives(Parcel)
  case gatewayTiresOf(Redemption)
  case redeems(Redemption)
  case credits(Redemption, net: UInt64, answers: Bool)
  case replies(Parcel, Delivery)
  case journalWritten(OperationID)
  case walletWritten(OperationID)
  case quote(OperationID, [QuoteRequest])
  case mintServes(MintErrand)
  case mintAnswers(MintErrand, outputs: [Int])
  case checksClock(life: Int)
  case clock(Event, life: Int)
  case gateOpens
}

/// A write of the wallet that is on its way to the disk.
struct WalletWrite: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case prepare(PaymentOrder)
    case settle(OperationID, Verdict)
  }
  var id: OperationID
  var kind: Kind
}

/// A request of the wallet to a mint.
struct MintErrand: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case change(PaymentOrder, swap: UInt64)
    case inspect(OperationID)
    case takeBack(OperationID)
    case chore(Chore, swap: UInt64, moved: Sats, fee: Sats)
    case recover(Chore)
  }
  var id: OperationID
  var mint: Int
  var life: Int
  var kind: Kind
}

/// Where a gateway answers.
struct Door: Hashable, Sendable {
  var network: Int
  var address: IPAddress
  var gateway: Int
}
