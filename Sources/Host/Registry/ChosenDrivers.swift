import TollGateCore
import TollGateJSON
import TollGateTrace

/// The drivers that a configuration has chosen, not yet made.
public struct ChosenDrivers: Sendable {
  var links: Builder<LinkDrivers>
  var gateways: Builder<GatewayDrivers>
  var payment: Builder<any PaymentProvider>
  var egress: Builder<any EgressProbe>
}

extension Drivers {
  /// Makes what was chosen, one after the other, and opens the journal.
  func make(_ chosen: ChosenDrivers, in place: Workplace) async throws(LifeFailure) -> StationDrivers {
    let links = try await made("links", chosen.links, place)
    let gateways = try await made("gateways", chosen.gateways, place)
    let payment = try await made("payment", chosen.payment, place)
    let egress = try await made("egress", chosen.egress, place)
    let journal: FileJournal
    do throws(JournalFailure) { journal = try await FileJournal(in: place.folder) } catch {
      throw .journal(error, place.folder + "/journal")
    }
    return StationDrivers(
      links: links.source, prober: gateways.prober, courier: gateways.courier, payment: payment,
      meter: meter(gateways, links), egress: egress, journal: journal)
  }

  private func made<Product>(
    _ port: String, _ builder: Builder<Product>, _ place: Workplace
  ) async throws(LifeFailure) -> Product {
    do throws(DriverFailure) { return try await builder.make(place) } catch { throw .driver(port, error) }
  }

  /// Reads the word `driver` of a section, and the keys of the driver that it names.
  func choose<Product>(
    _ port: String, from kinds: [Registration<Product>], _ node: JSONNode?, _ reader: ConfigReader, others: [String]
  ) -> Builder<Product>? {
    guard let word = node?["driver"] else {
      return kinds.first?.read(node, reader, others + ["driver"])
    }
    guard let typed = word.string else {
      reader.complain("the kind of a driver must stand here", at: word, hint: list(kinds))
      return nil
    }
    if let registration = kinds.first(where: { $0.kind == typed }) {
      return registration.read(node, reader, others + ["driver"])
    }
    if let lacking = lacking.first(where: { $0.port == port && $0.kind == typed }) {
      reader.complain(
        "this build has no driver '\(typed)'", at: word,
        hint: "build it with the trait \(lacking.trait); or use \(list(kinds))")
    } else {
      let meant = Spelling.nearest(typed, among: kinds.map(\.kind)).map { "did you mean '\($0)'?" }
      reader.complain("there is no driver '\(typed)'", at: word, hint: meant ?? list(kinds))
    }
    return nil
  }

  private func list<Product>(_ kinds: [Registration<Product>]) -> String {
    kinds.isEmpty ? "this build has none" : "it may be \(kinds.map(\.kind).joined(separator: ", "))"
  }
}
