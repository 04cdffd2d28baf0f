import TollGateJSON

/// SplitMix64: the same seed gives the same trees everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Grows random values; containers become rarer with depth, so that every tree ends.
struct RandomTree {
  var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(state: seed)
  }

  mutating func node(depth: Int = 0) -> JSONNode {
    switch Int.random(in: 0..<(depth < 6 ? 8 : 5), using: &random) {
    case 0: JSONNode(.null)
    case 1: JSONNode(.bool(Bool.random(using: &random)))
    case 2, 3: JSONNode(.number(number()))
    case 4: JSONNode(.string(string()))
    case 5, 6: JSONNode(.array((0..<count()).map { _ in node(depth: depth + 1) }))
    default: JSONNode(.object((0..<count()).map { _ in JSONMember(string(), value: node(depth: depth + 1)) }))
    }
  }

  private mutating func count() -> Int { Int.random(in: 0...5, using: &random) }

  private mutating func number() -> JSONNumber {
    let bits = random.next() >> UInt64.random(in: 0..<64, using: &random)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return JSONNumber(bits)
    case 1: return JSONNumber(Int64(bitPattern: bits))
    default: return JSONNumber(text: "-\(bits).0\(bits)E-\(bits % 400)") ?? JSONNumber(bits)
    }
  }

  private mutating func string() -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let limit: UInt32 = [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &random) ?? 0x80
      text.append(Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "\"")
    }
    return String(text)
  }
}
