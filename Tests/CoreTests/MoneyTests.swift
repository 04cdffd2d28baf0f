import Testing
import TollGateCore

@Suite("amounts, units, mints and prices") struct MoneyTests {
  @Test("sums of sats stop at the greatest amount, differences at nothing, products say when there is no number")
  func satsSaturate() {
    #expect(Sats(.max) + Sats(1) == Sats(.max))
    #expect(Sats(3) - Sats(5) == .zero)
    #expect(Sats(5) - Sats(3) == Sats(2))
    #expect(Sats(1 << 33).times(1 << 31) == nil)
    #expect(Sats(1 << 32).times(1 << 31) == Sats(1 << 63))
    #expect(Sats.zero.times(.max) == .zero)
  }

  @Test("F7: a token shows to nobody, printed, dumped or reflected")
  func bearerHides() {
    let bearer = Bearer(secret: Array("cashuBsecret".utf8))
    var dumped = ""
    dump(bearer, to: &dumped)
    for text in ["\(bearer)", String(reflecting: bearer), dumped, "\([bearer])"] {
      #expect(!text.contains("99, 97") && !text.contains("secret") && !text.contains("cashu"), "\(text)")
    }
    #expect(Mirror(reflecting: bearer).children.isEmpty)
  }

  @Test("B7: sats means sat, and no other unit is renamed")
  func units() {
    #expect(CurrencyUnit("sats") == .sat)
    #expect(CurrencyUnit("sats").name == "sat")
    #expect(CurrencyUnit("msat") != .sat)
    #expect(CurrencyUnit("SATS") != .sat)
    #expect(CurrencyUnit("eur").description == "eur")
  }

  @Test(
    "B7: two spellings of one mint are one mint",
    arguments: [
      ("https://mint.example", "https://mint.example"), ("HTTPS://Mint.EXAMPLE", "https://mint.example"),
      ("https://mint.example/", "https://mint.example"), ("https://mint.example///", "https://mint.example"),
      ("https://mint.example:443", "https://mint.example"), ("http://mint.example:80/", "http://mint.example"),
      ("https://user:word@mint.example", "https://mint.example"),
      ("https://a@b@mint.example/x", "https://mint.example/x"),
      ("https://mint.example?x=1", "https://mint.example"), ("https://mint.example/a?x=/b/", "https://mint.example/a"),
      ("https://mint.example/a#part", "https://mint.example/a"), ("https://mint.example/#/a", "https://mint.example"),
      ("https://MINT.example/Bitcoin/", "https://mint.example/Bitcoin"), ("https://[::1]:443/", "https://[::1]"),
      ("mint.example/", "mint.example/"), ("", ""), ("://", "://"),
    ])
  func canonical(spelling: String, text: String) {
    #expect(MintURL(spelling).text == text)
    #expect(MintURL(MintURL(spelling).text) == MintURL(spelling))
  }

  @Test(
    "B7: what differs in more than spelling is another mint",
    arguments: [
      ("http://mint.example", "https://mint.example"), ("https://mint.example:80", "https://mint.example"),
      ("http://mint.example:443", "http://mint.example"), ("https://mint.example:3338", "https://mint.example"),
      ("https://mint.example/A", "https://mint.example/a"), ("https://mint.example:8443", "https://mint.example:443"),
      ("https://sub.mint.example", "https://mint.example"),
    ])
  func others(one: String, other: String) {
    #expect(MintURL(one) != MintURL(other))
  }

  @Test("B7: a price exactly at the ceiling is within it, one part above is not")
  func edge() {
    let ceiling = Price(sats: Sats(1), per: 60_000)
    #expect(Price(sats: Sats(1), per: 60_000).within(ceiling))
    #expect(Price(sats: Sats(2), per: 120_000).within(ceiling))
    #expect(!Price(sats: Sats(2), per: 119_999).within(ceiling))
    #expect(!Price(sats: Sats(1), per: 59_999).within(ceiling))
    #expect(Price(sats: .zero, per: 1).within(ceiling))
  }

  @Test("B7: prices that no Double could tell apart are told apart, up to the largest numbers")
  func exactness() {
    let big = UInt64.max
    #expect(Price(sats: Sats(big - 1), per: big).within(Price(sats: Sats(big), per: big)))
    #expect(!Price(sats: Sats(big), per: big - 1).within(Price(sats: Sats(big), per: big)))
    #expect(Price(sats: Sats(big - 1), per: big).cheaper(than: Price(sats: Sats(big), per: big)))
    #expect(!Price(sats: Sats(big), per: big).cheaper(than: Price(sats: Sats(1), per: 1)))
    let thirds = Price(sats: Sats(1), per: 3)
    #expect(!Price(sats: Sats(333_333_333_333_333_334), per: 1_000_000_000_000_000_000).within(thirds))
    #expect(Price(sats: Sats(333_333_333_333_333_333), per: 1_000_000_000_000_000_000).cheaper(than: thirds))
  }

  @Test("B7: a price per nothing is above everything")
  func perNothing() {
    let nothing = Price(sats: Sats(1), per: 0)
    let one = Price(sats: Sats(.max), per: 1)
    #expect(!nothing.within(one))
    #expect(!one.within(nothing))
    #expect(!nothing.cheaper(than: one))
    #expect(one.cheaper(than: nothing))
  }

  @Test("B7: cheaper is a strict order, and within is its complement, over small fractions")
  func order() {
    let prices = (0...5).flatMap { sats in (1...5).map { Price(sats: Sats(UInt64(sats)), per: UInt64($0)) } }
    for a in prices {
      #expect(!a.cheaper(than: a))
      for b in prices {
        #expect(a.within(b) == !b.cheaper(than: a))
        #expect(a.cheaper(than: b) == (a.sats.count * b.per < b.sats.count * a.per))
      }
    }
  }

  @Test("C2: an order's net and allotment are steps times price and size, or the greatest number where there is none")
  func orders() {
    let seller = Seller(gateway: .example(), key: .example(1))
    func order(_ price: UInt64, _ size: UInt64, _ steps: UInt64) -> PaymentOrder {
      PaymentOrder(
        id: OperationID(epoch: 1, number: 1), seller: seller, offer: .example(price: price, step: size), steps: steps,
        limit: Sats(9), mayContactMint: false)
    }
    #expect(order(3, 60_000, 4).net == Sats(12))
    #expect(order(3, 60_000, 4).allotment == 240_000)
    #expect(order(.max, .max, 2).net == Sats(.max))
    #expect(order(.max, .max, 2).allotment == .max)
  }

  @Test("F7: a token prints as dots")
  func bearer() {
    let bearer = Bearer(secret: Array("cashuB".utf8))
    #expect("\(bearer)" == "•••")
    #expect(String(reflecting: bearer).contains("cashu") == false)
  }
}
