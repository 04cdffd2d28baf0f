import TollGateCrypto

/// Invoices as far as a mint's play with them goes: the amount is in the words before the last 1, all else is decoration.
enum FakeInvoice {
  private static let letters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  /// One that no real node pays. A satoshi is ten nano-bitcoins; units that are no bitcoin count as satoshis.
  static func text(amount: UInt64, unit: String, name: String) -> String {
    let (number, multiple) = unit == "msat" ? (UInt128(amount) * 10, "p") : (UInt128(amount) * 10, "n")
    let digits = Hex.bytes(SHA256.hash(Array(name.utf8)).hex) ?? []
    let data = digits.flatMap { [letters[Int($0 >> 5)], letters[Int($0 & 31)]] }
    return "lnbcrt\(number)\(multiple)1" + String(decoding: data, as: UTF8.self)
  }

  enum Reading: Hashable, Sendable {
    case amount(UInt64)
    case amountless, unreadable
  }

  /// What an invoice asks for in this unit, rounded up. Any mint's and any wallet's are read, their signatures are not.
  static func read(_ text: String, unit: String) -> Reading {
    let bytes = Array(text.utf8)
    guard (20...4096).contains(bytes.count), bytes.starts(with: "ln".utf8),
      let separator = bytes.lastIndex(of: UInt8(ascii: "1")), separator > 3,
      bytes[(separator + 1)...].allSatisfy(letters.contains), bytes.count - separator > 7
    else { return .unreadable }
    let human = bytes[2..<separator]
    let currency = human.prefix { $0 > UInt8(ascii: "9") }
    guard !currency.isEmpty else { return .unreadable }
    let rest = human.dropFirst(currency.count)
    guard let last = rest.last else { return .amountless }
    let isMultiple = last > UInt8(ascii: "9")
    let digits = isMultiple ? rest.dropLast() : rest
    // So few that no product with them goes beyond 128 bits.
    guard digits.count <= 21, let number = UInt128(String(decoding: digits, as: UTF8.self)), number > 0,
      let picos = picos(number, isMultiple ? last : nil)
    else { return .unreadable }
    // A milli-satoshi is ten pico-bitcoins.
    let one: UInt128 = unit == "msat" ? 10 : 10_000
    return UInt64(exactly: (picos + one - 1) / one).map(Reading.amount) ?? .unreadable
  }

  private static func picos(_ number: UInt128, _ multiple: UInt8?) -> UInt128? {
    let factor: UInt128? =
      switch multiple {
      case nil: 1_000_000_000_000
      case UInt8(ascii: "m"): 1_000_000_000
      case UInt8(ascii: "u"): 1_000_000
      case UInt8(ascii: "n"): 1000
      case UInt8(ascii: "p"): 1
      default: nil
      }
    return factor.map { number * $0 }
  }
}
