#if Simulation
  import Synchronization
  import TollGateCore
  import TollGateHost
  import TollGateSimulation

  /// Fakes as drivers: a daemon whose configuration names them lives in a simulated world, in real time (H8).
  enum SimulatedKinds {
    struct Section: Sendable {
      var scenario = "one-gateway"
    }

    /// The world that the drivers of one folder share. It outlives a life, as the real one does.
    private static let worlds = Mutex<[String: LiveWorld]>([:])

    static func add(to drivers: inout Drivers) {
      drivers.links.append(
        Registration("simulated", "links of a simulated world", table) { section, place throws(DriverFailure) in
          let links = LiveLinks(try world(section, place))
          return LinkDrivers(source: links, counters: links)
        })
      drivers.gateways.append(
        Registration("simulated", "gateways of the simulated world") { place throws(DriverFailure) in
          let gateways = LiveGateways(try world(nil, place))
          return GatewayDrivers(prober: gateways, courier: gateways, meter: gateways)
        })
      drivers.payment.append(
        Registration("simulated", "a simulated purse") { place throws(DriverFailure) in
          SimulatedProvider(try world(nil, place))
        })
      drivers.egress.append(
        Registration("simulated", "the simulated world's way out") { place throws(DriverFailure) in
          LiveGateways(try world(nil, place))
        })
    }

    private static let table = ConfigTable(
      Section(),
      [
        ConfigKey(
          "scenario", .words("the name of a scenario", like: "late-dhcp"), \.scenario,
          "which world; 'tollgate simulate --list' names them, 'one-gateway' is quiet")
      ])

    private static func world(_ section: Section?, _ place: Workplace) throws(DriverFailure) -> LiveWorld {
      if let world = worlds.withLock({ $0[place.folder] }) { return world }
      guard let section else {
        throw DriverFailure(
          "the simulated world begins with its links", hint: "write \"links\": {\"driver\": \"simulated\"} too")
      }
      guard let script = LiveWorld.script(named: section.scenario) else {
        throw DriverFailure(
          "there is no scenario '\(section.scenario)'", hint: "'tollgate simulate --list' names them")
      }
      let world = LiveWorld(script)
      worlds.withLock { $0[place.folder] = world }
      return world
    }
  }
#endif
