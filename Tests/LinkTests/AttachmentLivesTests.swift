#if Netlink
  import Testing
  import TollGateCore
  import TollGateNetlinkDriver
  import TollGateTestNetwork

  extension RealKernel {
    @Suite
    struct AttachmentLivesTests {
      /// One life of a source, and the number that it ends with.
      private func life(
        of source: some LinkSource, _ experiment: (Deliveries) async throws -> Void = { _ in }
      ) async throws -> TollGateCore.Attachment? {
        var number: TollGateCore.Attachment?
        try await watching(source) { deliveries in
          try await experiment(deliveries)
          number = deliveries.attachment(of: "tg1")
        }
        return number
      }

      private func isUp(_ deliveries: Deliveries, _ name: String) -> Bool {
        deliveries.newest?.links.contains { $0.name.text == name && $0.carrier } == true
      }

      @Test("A1: what a link has lost in one life of the driver doesn't move its attachment in the next")
      func flapped() async throws {
        let network = try await TestNetwork()
        try await network.links("tg0", "tg1")
        let source = NetlinkLinkSource(buffer: 1 << 16, in: network.namespace)
        let first = try await life(of: source) { deliveries in
          try await eventually("carrier") { isUp(deliveries, "tg1") }
          let before = deliveries.attachment(of: "tg1")
          try await network.ip("link set tg1p down")
          try await eventually("no carrier") { !isUp(deliveries, "tg1") }
          try await network.ip("link set tg1p up")
          try await eventually("carrier again") { isUp(deliveries, "tg1") }
          #expect(deliveries.attachment(of: "tg1") != before)
        }
        #expect(try await life(of: source) == first)
        // The kernel counts what nobody has heard between two lives.
        try await network.batch(["link set tg1p down", "link set tg1p up"])
        let third = try await life(of: source) { deliveries in
          try await eventually("carrier") { isUp(deliveries, "tg1") }
        }
        #expect(third != first)
      }

      @Test("A1: an interface that went in one life moves no other one's attachment in the next")
      func deleted() async throws {
        let network = try await TestNetwork()
        try await network.links("tg0", "tg1")
        let source = NetlinkLinkSource(buffer: 1 << 16, in: network.namespace)
        let first = try await life(of: source) { deliveries in
          try await eventually("carrier") { isUp(deliveries, "tg1") }
          try await network.ip("link del tg0")
          try await eventually("its end") { deliveries.attachment(of: "tg0") == nil }
        }
        #expect(try await life(of: source) == first)
      }
    }
  }
#endif
