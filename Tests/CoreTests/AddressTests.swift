import Testing
import TollGateCore

@Suite("addresses and names") struct AddressTests {
  @Test(
    "an address is written as RFC 5952 says",
    arguments: [
      (IPAddress.v4(0), "0.0.0.0"), (.v4(0xC0A8_01FE), "192.168.1.254"), (.v4(.max), "255.255.255.255"),
      (.v6(0, 0), "::"), (.v6(0, 1), "::1"), (.v6(0xFE80 << 48, 1), "fe80::1"),
      (.v6(0x2001_0DB8_0000_0000, 0), "2001:db8::"),
      (.v6(0x2001_0DB8_0000_0001, 0x0001_0001_0001_0001), "2001:db8:0:1:1:1:1:1"),
      (.v6(0x2001_0000_0000_0001, 0x0000_0000_0000_0001), "2001:0:0:1::1"),
      (.v6(0x2001_0DB8_0000_0000, 0x0001_0000_0000_0001), "2001:db8::1:0:0:1"),
      (.v6(0x0001_0002_0003_0004, 0x0005_0006_0007_0008), "1:2:3:4:5:6:7:8"),
      (.v6(.max, .max), "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      (.v6(1, 0), "0:0:0:1::"),
    ])
  func written(address: IPAddress, text: String) {
    #expect(address.description == text)
  }

  @Test("A8: IPv4 comes before IPv6, and within a family the number decides")
  func order() {
    let sorted: [IPAddress] = [.v4(1), .v4(.max), .v6(0, 0), .v6(0, 1), .v6(1, 0)]
    for (i, a) in sorted.enumerated() {
      for (j, b) in sorted.enumerated() { #expect((a < b) == (i < j)) }
    }
    #expect(AddressFamily.v4 < .v6)
    #expect(IPAddress.v4(1).family == .v4 && IPAddress.v6(0, 1).family == .v6)
  }

  @Test("an address knows its scope")
  func scopes() {
    #expect(IPAddress.v4(0x7F00_0001).isLoopback && IPAddress.v6(0, 1).isLoopback)
    #expect(!IPAddress.v4(0x8000_0001).isLoopback && !IPAddress.v6(0, 2).isLoopback)
    #expect(IPAddress.v4(0xA9FE_0001).isLinkLocal && !IPAddress.v4(0xA9FD_0001).isLinkLocal)
    #expect(IPAddress.v6(0xFE80 << 48, 1).isLinkLocal && IPAddress.v6(0xFEBF << 48, 1).isLinkLocal)
    #expect(!IPAddress.v6(0xFEC0 << 48, 1).isLinkLocal && !IPAddress.v6(0xFD00 << 48, 1).isLinkLocal)
    #expect(IPAddress.v4(0).isUnspecified && IPAddress.v6(0, 0).isUnspecified && !IPAddress.v6(0, 1).isUnspecified)
  }

  @Test("A8: a gateway is link, address and attachment; its place forgets the attachment")
  func gateways() {
    let wan = GatewayID.example(1)
    #expect(wan != .example(2) && wan != .example(1, link: LinkName("lan")))
    #expect(wan.place == GatewayID.example(2).place)
    #expect(wan < .example(2))
    #expect(GatewayID.example(9, link: LinkName("a")) < .example(1, link: LinkName("b")))
    #expect(Seller(gateway: wan, key: .example(1)).id == Seller(gateway: .example(2), key: .example(1)).id)
  }

  @Test("keys, ids and operations sort by their first difference")
  func words() {
    let sorted = [
      Bytes32(0, 0, 0, 1), Bytes32(0, 0, 1, 0), Bytes32(0, 1, 0, 0), Bytes32(1, 0, 0, 0), Bytes32(1, 0, 0, 1),
    ]
    for (i, a) in sorted.enumerated() {
      for (j, b) in sorted.enumerated() {
        #expect((a < b) == (i < j))
        #expect((PublicKey(a) < PublicKey(b)) == (i < j))
        #expect((EventID(a) < EventID(b)) == (i < j))
      }
    }
    #expect(OperationID(epoch: 1, number: 9) < OperationID(epoch: 2, number: 1))
    #expect(OperationID(epoch: 1, number: 1) < OperationID(epoch: 1, number: 2))
    #expect(MACAddress(.max).bits == 0xFFFF_FFFF_FFFF)
  }
}

@Suite("codes of notices") struct NoticeCodeTests {
  @Test("C5: each known code has its own word and comes back from it")
  func roundTrip() {
    for (code, word) in NoticeCode.words {
      #expect(code.word == word)
      #expect(NoticeCode(word: word) == code)
    }
    #expect(Set(NoticeCode.words.map { $0.1 }).count == NoticeCode.words.count)
    #expect(NoticeCode(word: "brand-new") == .unrecognised("brand-new"))
    #expect(NoticeCode.unrecognised("brand-new").word == "brand-new")
  }

  /// The table of C5, as it stands in the specification.
  static let table: [(AnswerClass, [String])] = [
    (
      .notTakenSameSellerLater,
      [
        "mac-address-lookup-failed", "device-unresolved", "client-not-registered", "service-unavailable",
        "no-reachable-mints", "415", "429",
      ]
    ),
    (
      .notTakenOtherMintOrOffer,
      ["payment-error-mint-not-accepted", "payment-error-keyset-expired", "payment-error-below-swap-fee"]
    ),
    (
      .notTakenStopAndTell,
      [
        "payment-error-invalid-token", "payment-error-locked-token", "invalid-request", "invalid-event",
        "invalid-mac-address",
      ]
    ),
    (.taken, ["session-error", "gate-open-failed", "payment-received-grant-pending", "payment-error-token-spent"]),
    (
      .maybe,
      [
        "payment-processing-failed", "payment-processing-timeout", "payment-outcome-unknown",
        "payment-duplicate-inflight", "payment-error-mint-unreachable", "mint-rate-limited", "internal-error", "",
        "payment-error-from-the-future", "PAYMENT-ERROR-TOKEN-SPENT",
      ]
    ),
  ]

  @Test("C5: every code stands in its row", arguments: table)
  func rows(row: AnswerClass, words: [String]) {
    for word in words { #expect(NoticeCode(word: word).answerClass == row, "\(word)") }
  }

  @Test("C5: the table names every known code")
  func complete() {
    let named = Set(NoticeCodeTests.table.flatMap { $0.1 })
    for (_, word) in NoticeCode.words { #expect(named.contains(word), "\(word)") }
  }

  @Test("C5, C6: few codes are believed in their plain shape, ask not to send again, or only postpone")
  func marks() {
    let codes = NoticeCode.words.map { $0.0 } + [.unrecognised("x")]
    #expect(codes.filter { $0.hasPlainShape } == [.deviceUnresolved, .unsupportedMediaType, .tooManyRequests])
    #expect(codes.filter { $0.saysDoNotResend } == [.processingTimeout, .outcomeUnknown])
    #expect(codes.filter { $0.onlyPostpones } == [.tooManyRequests, .duplicateInflight])
  }
}
