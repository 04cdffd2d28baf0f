import Testing
import TollGateCore

@Suite struct AttachmentBookTests {
  private typealias Sighting = AttachmentBook.Sighting

  private func seen(
    _ name: String = "tg0", index: Int32 = 3, carrier: Bool = true, losses: CarrierLosses = CarrierLosses(),
    mac: UInt64? = nil,
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
    #expect(attachments(counted(7), counted(7)) == 1, "a loss that is known")
    #expect(attachments(seen(), counted(7)) == 1, "a count that becomes known")
  }

  private func counted(_ losses: UInt32, carrier: Bool = true, isUnshown: Bool = false) -> Sighting {
    seen(carrier: carrier, losses: CarrierLosses(counted: losses, isUnshown: isUnshown))
  }

  @Test("A1: one flap is one new attachment, also where the kernel counts the loss before it shows it")
  func once() {
    #expect(attachments(counted(7), counted(8, isUnshown: true)) == 1, "lost and not back")
    #expect(
      attachments(counted(7), counted(8, isUnshown: true), counted(8, carrier: false), counted(8), counted(8)) == 2)
    #expect(attachments(counted(7), counted(8, isUnshown: true), counted(8)) == 2, "back before it was shown")
  }

  @Test("A1: what makes a link anew")
  func new() {
    #expect(attachments(seen(), seen(index: 4)) == 2)
    #expect(attachments(seen(), seen("tg1")) == 2, "a rename")
    #expect(attachments(seen(), seen("tg1"), seen()) == 3, "a rename and back")
    #expect(attachments(seen(), nil, seen()) == 2, "gone and back")
    #expect(attachments(seen(), seen(carrier: false), seen()) == 2)
    #expect(attachments(counted(7), counted(8)) == 2, "lost and back between two tables")
    #expect(attachments(counted(.max), counted(0)) == 2, "a count that has come around")
    #expect(attachments(counted(7), seen(), counted(8)) == 2, "a count that was unknown for a while")
    #expect(attachments(seen(), seen(losses: CarrierLosses(heard: true))) == 2, "heard of between two tables")
    #expect(attachments(seen(mac: 1), seen(mac: 2)) == 2)
    #expect(attachments(seen(mac: 1), seen(), seen(mac: 2)) == 2, "another gateway after a gap")
    #expect(attachments(seen(joined: 1), seen(joined: 2)) == 2, "another access point")
    #expect(attachments(seen(joined: 1), seen(), seen(joined: 2)) == 2, "another access point after a gap")
    #expect(attachments(seen(joined: 1), seen(joined: 2), seen(joined: 1)) == 3, "another access point and back")
  }
}
