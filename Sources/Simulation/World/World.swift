package import TollGateCore

/// A device, its links, gateways and mints in virtual time. The same script gives the same life in every process (K10).
package struct World: Sendable {
  /// The world's time; it goes on while the device is down.
  package internal(set) var now = Instant.start
  package internal(set) var station: Station
  /// Sits in the station's chair, if there is one.
  package internal(set) var substitute: (any Pilot)?
  package internal(set) var policy: Policy
  package internal(set) var books = Books()
  package internal(set) var operations: [OpenOperation] = []
  package internal(set) var steps: UInt64 = 0
  /// The process runs.
  package internal(set) var isUp = false
  /// What the machine last asked to be woken at, in its own time.
  package internal(set) var deadline: Instant?
  package let script: Script

  package internal(set) var kernel: KernelModel
  package internal(set) var gateways: [GatewayModel]
  package internal(set) var mints: [MintModel]
  package internal(set) var wallet: WalletModel
  package internal(set) var journal: JournalModel
  package internal(set) var bytesPerSecond: UInt64

  var queue = Queue<Happening>()
  var dice: Dice
  let pilot: PilotMaker?
  let doors: [Door]
  var wakeAt: Instant?
  var lifeBegun = Instant.start
  var machineBegun = Instant.start
  var walletWrites: [WalletWrite] = []
  var disk = WalletDisk()
  var watch = Watch()
  var weather = Weather()
  var gates: [Gate] = []
  /// What the host gives calls that may ask a mint.
  var mintLimit = Pace.mint

  /// With a pilot, that one flies instead of the station.
  package init(_ script: Script, pilot: PilotMaker? = nil) {
    self.script = script
    self.pilot = pilot
    let setup = script.setup
    policy = setup.policy
    station = Station(policy: setup.policy, seed: script.seed)
    bytesPerSecond = setup.bytesPerSecond
    dice = Dice(seed: script.seed ^ 0x5EED_0F_0A_11FE)
    kernel = KernelModel(links: setup.links, networks: setup.networks)
    gateways = setup.gateways.enumerated().map { GatewayModel($1, number: $0) }
    mints = setup.mints.map { MintModel($0) }
    wallet = WalletModel()
    journal = JournalModel()
    doors = setup.gateways.enumerated().flatMap { number, gateway in
      gateway.addresses.map { Door(network: gateway.network, address: $0, gateway: number) }
    }
    weather.strangers = Array(repeating: 0, count: setup.gateways.count)
    for purse in setup.purse { fund(purse) }
    for index in kernel.interfaces.indices { beginLease(index) }
    for (index, scheduled) in script.faults.enumerated() { queue.add(.fault(index), at: scheduled.at) }
    queue.add(.starts, at: .start)
  }

  /// A random setup with random faults.
  package init(seed: UInt64) { self.init(Script.random(seed: seed)) }

  /// The machine's own time: it goes on from the last durable moment after each start (E6).
  package var machineNow: Instant { machineBegun + (now - lifeBegun) }

  /// What the calendar says for everybody else.
  package var wallSeconds: Int64 { script.setup.wallStart + (now - .start).wholeSeconds }
}

extension World {
  /// Handles one event, and returns it; `nil` when nothing is left before `limit`, which is then the time.
  package mutating func step(until limit: Instant) -> Step? {
    while true {
      let due = queue.first ?? .never
      let wake = isUp ? wakeAt ?? .never : .never
      guard min(due, wake) <= limit else {
        now = max(now, limit)
        noteService()
        return nil
      }
      if wake < due {
        now = max(now, wake)
        return feed(.wokeUp)
      }
      now = max(now, due)
      guard let happening = queue.next() else { return nil }
      if let event = perform(happening), isUp { return feed(event) }
    }
  }

  package mutating func run(until limit: Instant) {
    while step(until: limit) != nil {}
  }

  package mutating func run(until limit: Instant, observer: inout some Observer) {
    while let step = step(until: limit) { observer.saw(step, in: self) }
  }

  /// The whole script.
  package mutating func run(observer: inout some Observer) { run(until: script.until, observer: &observer) }

  private mutating func feed(_ event: Event) -> Step {
    let machine = machineNow
    let effects: [Effect]
    if substitute != nil {
      effects = substitute?.handle(event, at: machine) ?? []
      deadline = substitute?.deadline
    } else {
      effects = station.handle(event, at: machine)
      deadline = station.deadline
    }
    setWake(deadline)
    for effect in effects where isUp { execute(effect) }
    steps += 1
    return Step(index: steps - 1, at: now, machineAt: machine, event: event, effects: effects)
  }

  /// A deadline that isn't later than now would never let time go on: it is put off, and the oracle sees it (K6).
  private mutating func setWake(_ deadline: Instant?) {
    guard let deadline, deadline < .never else {
      wakeAt = nil
      return
    }
    let asked = lifeBegun + (deadline - machineBegun) + script.setup.wakeSlack
    wakeAt = asked > now ? asked : now + .milliseconds(1)
  }
}
