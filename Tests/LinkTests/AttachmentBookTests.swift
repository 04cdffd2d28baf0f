import Testing
import TollGateCore

@Suite struct AttachmentBookTests {
  private typealias Sighting = AttachmentBook.Sighting

  private func seen(
    _ name: String = "tg0", index: Int32 = 3, carrier: Bool = true, losses: UInt64 = 0, mac: UInt64? = nil
  ) -> Sighting {
    let gateway = mac.map { AttachmentBook.Neighbour(address: .v4(0xC000_0201), mac: MACAddress($0)) }
    return Sighting(
      name: LinkName(name), index: index, carrier: carrier, losses: losses, neighbours: gateway.map { [$0] } ?? [])
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
  }
}
