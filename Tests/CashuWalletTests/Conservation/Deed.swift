#if Cashu
  import TollGateSandbox

  /// A generator whose whole state is its seed: one seed, one story.
  struct Dice: Sendable {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
    mutating func chance(_ percent: UInt64) -> Bool { below(100) < percent }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(below(UInt64(values.count)))] }
  }

  /// One thing that happens to a wallet. Each stands for itself, so that any of them can be left out.
  enum Deed: Hashable, Sendable {
    case fund(UInt64, isOnline: Bool)
    case send(UInt64)
    /// The newest token that was sent is redeemed by somebody, or given back to the wallet itself.
    case redeemSent
    case receiveSent
    case pay(UInt64)
    /// Whoever has the token of an open payment redeems it.
    case redeem(UInt64)
    case release(UInt64)
    case takeBack(UInt64)
    case claimSpent(UInt64)
    case forget
    case makeChange(UInt64)
    case rotate(UInt64)
    case recover(UInt64)
    case topUp(UInt64)
    case melt(UInt64)
    case reclaim
    case restore
    case check
    case mintRotates(fee: UInt64)
    case fault(Mishap, MintEndpoint, times: UInt64)
    case outage
    /// The answer to the next swap is lost, and the mint serves it after so many other requests.
    case late(UInt64)
    /// While the next deed waits for an answer to this, another one is done from its beginning to its end.
    indirect case meanwhile(MintEndpoint, Deed)
    case crash
  }

  /// What goes wrong with a mint's answers.
  enum Mishap: String, Hashable, Sendable, CaseIterable {
    case lostBefore, lostAfter, failsBefore, failsAfter, garbageAfter, pending, wrongDLEQ, wrongAmount, tooFew
    case paymentWaits, paymentFails

    var act: MintFault.Act {
      switch self {
      case .lostBefore: .lost(.before)
      case .lostAfter: .lost(.after)
      case .failsBefore: .status(503, .before)
      case .failsAfter: .status(500, .after)
      case .garbageAfter: .garbage(.after)
      case .pending: .pending
      case .wrongDLEQ: .wrongDLEQ
      case .wrongAmount: .wrongAmount
      case .tooFew: .tooFewSignatures
      case .paymentWaits: .paymentWaits(polls: 2, arrives: true)
      case .paymentFails: .paymentFails
      }
    }
  }

  /// How it all begins, and what happens then.
  struct Tale: Sendable {
    var seed: UInt64
    var fee: UInt64
    var isLegacy: Bool
    var deeds: [Deed]

    init(seed: UInt64, length: Int = 14) {
      var dice = Dice(seed: seed)
      self.seed = seed
      fee = dice.pick([0, 100, 100, 400, 1000])
      isLegacy = dice.chance(25)
      deeds = [.fund(1 + dice.below(120), isOnline: dice.chance(50))]
      for _ in 0..<length { deeds.append(Tale.deed(&dice)) }
    }

    private static func deed(_ dice: inout Dice) -> Deed {
      let amount = 1 + dice.below(40)
      switch dice.below(100) {
      case ..<8: return .fund(1 + dice.below(100), isOnline: dice.chance(60))
      case ..<14: return .send(amount)
      case ..<17: return .redeemSent
      case ..<20: return .receiveSent
      case ..<34: return .pay(amount)
      case ..<40: return .redeem(dice.below(4))
      case ..<43: return .release(dice.below(4))
      case ..<51: return .takeBack(dice.below(4))
      case ..<53: return .claimSpent(dice.below(4))
      case ..<55: return .forget
      case ..<60: return .makeChange(amount)
      case ..<64: return .rotate(dice.below(6))
      case ..<68: return .recover(dice.below(3))
      case ..<71: return .topUp(amount)
      case ..<74: return .melt(amount)
      case ..<76: return .reclaim
      case ..<78: return .restore
      case ..<79: return .check
      case ..<81: return .mintRotates(fee: dice.pick([0, 100, 400]))
      case ..<88: return fault(&dice)
      case ..<90: return .outage
      case ..<93: return .late(dice.below(5))
      case ..<96: return .meanwhile(dice.pick([.swap, .checkstate, .restore]), beside(&dice))
      default: return .crash
      }
    }

    /// What the daemon may do at the same time as anything else.
    private static func beside(_ dice: inout Dice) -> Deed {
      let amount = 1 + dice.below(40)
      return dice.pick([
        .pay(amount), .takeBack(dice.below(4)), .recover(dice.below(3)), .rotate(dice.below(6)), .makeChange(amount),
        .check,
      ])
    }

    private static func fault(_ dice: inout Dice) -> Deed {
      let endpoints: [MintEndpoint] = [
        .swap, .swap, .swap, .swap, .mint, .melt, .checkstate, .restore, .keysets, .mintQuote, .meltQuoteState,
      ]
      return .fault(dice.pick(Mishap.allCases), dice.pick(endpoints), times: 1 + dice.below(2))
    }
  }
#endif
