import TollGateCore
import TollGateTrace

/// A form that draws every value by a seed: whatever a type can be, it will be.
struct Drawing: Form {
  typealias Mistake = Never

  private(set) var dice: Dice
  private var depth = 0

  init(seed: UInt64) { dice = Dice(seed: seed) }

  static func value<Value: Traced>(_ type: Value.Type, seed: UInt64) -> Value {
    var form = Drawing(seed: seed)
    return Value.pass(nil, &form)
  }

  mutating func number<Number: FixedWidthInteger>(_ value: Number?) -> Number {
    switch dice.below(6) {
    case 0: Number.min
    case 1: Number.max
    case 2: 0
    default: Number(truncatingIfNeeded: dice.next())
    }
  }

  mutating func flag(_ value: Bool?) -> Bool { dice.below(2) == 0 }

  mutating func text<Text: TracedText>(_ value: Text?) -> Text {
    if let drawn = Text.self as? any Drawn.Type { return drawn.draw(&dice) as? Text ?? Text.example }
    if let words = Text.self as? any TracedWord.Type { return word(words) as? Text ?? Text.example }
    return Text.example
  }

  private mutating func word<Word: TracedWord>(_ type: Word.Type) -> Word {
    let all = Array(Word.allCases)
    return all[Int(dice.below(UInt64(all.count)))]
  }

  mutating func list<Element: Traced>(_ values: [Element]?) -> [Element] {
    let most: UInt64 = depth > 3 ? 2 : 4
    return (0..<dice.below(most)).map { _ in
      depth += 1
      defer { depth -= 1 }
      return Element.pass(nil, &self)
    }
  }

  mutating func open() {}
  mutating func close() {}
  mutating func callAsFunction<Value: Traced>(_ key: String, _ value: Value?) -> Value { Value.pass(nil, &self) }
  mutating func maybe<Value: Traced>(_ key: String, _ value: Value?) -> Value? {
    flag(nil) ? Value.pass(nil, &self) : nil
  }

  mutating func choose<Value: TracedChoice>(_ value: Value?) -> Value {
    let samples = Value.kinds.samples
    return samples[Int(dice.below(UInt64(samples.count)))]
  }
  mutating func bare(_ name: String) {}
  mutating func payload<Value: Traced>(_ name: String, _ value: Value?) -> Value { Value.pass(nil, &self) }
  mutating func kind(_ name: String) {}
}

/// A text that takes more than one value.
protocol Drawn {
  static func draw(_ dice: inout Dice) -> Self
}

extension String: Drawn {
  private static let pieces = ["eth0", "wlan", "\"", "\\", "\n", "\u{0}", "ä", "a\u{308}", "🛰", "/", " ", "", "sats"]

  static func draw(_ dice: inout Dice) -> String {
    var text = ""
    for _ in 0..<dice.below(5) { text += pieces[Int(dice.below(UInt64(pieces.count)))] }
    return text
  }
}

extension LinkName: Drawn {
  static func draw(_ dice: inout Dice) -> LinkName { LinkName(String.draw(&dice)) }
}

extension CurrencyUnit: Drawn {
  static func draw(_ dice: inout Dice) -> CurrencyUnit { CurrencyUnit(String.draw(&dice)) }
}

extension MintURL: Drawn {
  private static let pieces = [
    "http", "HTTPS", "://", ":", "80", ":80", ":443", "/", "//", "@", "?", "#", "Mint.Example", "a", "ä", "\"", "\n",
  ]

  static func draw(_ dice: inout Dice) -> MintURL {
    var spelling = ["http://", "https://", ""][Int(dice.below(3))]
    for _ in 0..<dice.below(8) { spelling += pieces[Int(dice.below(UInt64(pieces.count)))] }
    return MintURL(spelling)
  }
}

extension IPAddress: Drawn {
  static func draw(_ dice: inout Dice) -> IPAddress {
    if dice.below(2) == 0 { return .v4(UInt32(truncatingIfNeeded: dice.next())) }
    // Zero groups in all places, since they are what the text shortens.
    var mask: UInt64 { [0xFFFF, 0xFFFF_0000_FFFF, 0, .max, 0xFFFF_0000_0000_0000][Int(dice.below(5))] }
    return .v6(dice.next() & mask, dice.next() & mask)
  }
}

extension Bytes32 {
  static func draw(_ dice: inout Dice) -> Bytes32 {
    Bytes32(dice.below(3), dice.next(), dice.next() >> 32, dice.next())
  }
}

extension PublicKey: Drawn {
  static func draw(_ dice: inout Dice) -> PublicKey { PublicKey(.draw(&dice)) }
}

extension EventID: Drawn {
  static func draw(_ dice: inout Dice) -> EventID { EventID(.draw(&dice)) }
}

extension OperationID: Drawn {
  static func draw(_ dice: inout Dice) -> OperationID { OperationID(epoch: dice.next(), number: dice.below(100)) }
}

extension Fingerprint: Drawn {
  static func draw(_ dice: inout Dice) -> Fingerprint { Fingerprint(dice.next() >> (dice.below(2) * 40)) }
}

extension MACAddress: Drawn {
  static func draw(_ dice: inout Dice) -> MACAddress { MACAddress(dice.next()) }
}
