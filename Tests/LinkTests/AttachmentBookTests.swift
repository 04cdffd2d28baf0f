import Testing
import TollGateCore

@Suite struct AttachmentBookTests {
  private typealias Sighting = AttachmentBook.Sighting

  private func seen(
    _ name: String = "tg0", index: Int32 = 3, carrier: Bool = true, losses: UInt64 = 0, mac: UInt64? = nil,
    joined: UInt64? = nil
  ) -> Sighting {
    let gateway = mac.map { AttachmentBook.Neighbour(address: .v4(0xC000_0201), mac: MACAddress($0)) }
    return Sighting(
      name: LinkName(name), index: index, carrier: carrier, losses: losses, accessPoint: joined.map { MACAddress($0) },
      neighbours: gateway.map { [$0] } ?? [])
  }

  /// How many attachments one link has had after all of these.
  private func attachments(_ sightings: Sighting?...) -> Int {
    var book = AttachmentBook()
    return Set(sightings.flatMap { book.attach($0.map { [$0] } ?? []) }).count
  }

  @Test("A1: what leaves an attachment alone")
  func same() {
    #expect(attachments(seen(), seen()) == 1)
    #expect(attachments(seen(), seen(mac: 1)) == 1, "unknown to known is no change")
    #expect(attachments(seen(mac: 1), seen(), seen(mac: 1)) == 1, "forgotten for a while")
    #expect(attachments(seen(), seen(joined: 1)) == 1, "an access point that becomes known")
    #expect(attachments(seen(joined: 1), seen(), seen(joined: 1)) == 1, "an access point that is unknown for a while")
    #expect(attachments(seen(carrier: false), seen(carrier: true)) == 1, "carrier that was never lost")
    #expect(attachments(seen(), seen(carrier: false)) == 1, "lost and not back")
  }

  @Test("A1: what makes a link anew")
  func new() {
    #expect(attachments(seen(), seen(index: 4)) == 2)
    #expect(attachments(seen(), seen("tg1")) == 2, "a rename")
    #expect(attachments(seen(), seen("tg1"), seen()) == 3, "a rename and back")
    #expect(attachments(seen(), nil, seen()) == 2, "gone and back")
    #expect(attachments(seen(), seen(carrier: false), seen()) == 2)
    #expect(attachments(seen(), seen(losses: 1)) == 2, "lost and back between two tables")
    #expect(attachments(seen(mac: 1), seen(mac: 2)) == 2)
    #expect(attachments(seen(mac: 1), seen(), seen(mac: 2)) == 2, "another gateway after a gap")
    #expect(attachments(seen(joined: 1), seen(joined: 2)) == 2, "another access point")
    #expect(attachments(seen(joined: 1), seen(), seen(joined: 2)) == 2, "another access point after a gap")
    #expect(attachments(seen(joined: 1), seen(joined: 2), seen(joined: 1)) == 3, "another access point and back")
  }
}
