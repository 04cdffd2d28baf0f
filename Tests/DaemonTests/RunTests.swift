#if Simulation
  import Foundation
  import Testing
  import TollGateTestNetwork

  /// The daemon as its owner meets it, in a simulated world: no root, no network, no mint.
  @Suite(.timeLimit(.minutes(2))) struct RunTests {
    private let folder: TemporaryFolder
    private let config: String

    init() throws {
      folder = try TemporaryFolder()
      config = folder.path + "/tollgate.json"
      try folder.write(
        """
        {"state": "\(folder.path)/state", "control": {"socket": "\(folder.path)/control"},
         "links": {"driver": "simulated"}, "gateways": {"driver": "simulated"}, "egress": {"driver": "simulated"},
         "payment": {"driver": "simulated", "mints": ["https://mint.example"]},
         "purchase": {"time": "1 min", "ceilings": [{"price": 1, "per": "5 s"}],
           "budgets": [{"unit": "sat", "purchase": 40, "link": 2000, "total": 4000}]}}
        """, to: "tollgate.json")
    }

    /// A daemon, once it has said this much; what it says further is thrown away.
    private func daemon(until word: String) throws -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", #"exec "$0" run --config "$1" 2>&1"#, Program.path.path, config]
      let said = Pipe()
      process.standardOutput = said
      try process.run()
      var text = ""
      while !text.contains(word) {
        let more = said.fileHandleForReading.availableData
        if more.isEmpty { break }
        text += String(decoding: more, as: UTF8.self)
      }
      #expect(text.contains(word), "\(text)")
      said.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
      return process
    }

    private func end(_ process: Process, _ signal: Int32) -> Int32 {
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      return process.terminationStatus
    }

    @Test("H1, H3, H8: the daemon buys access, says why, and ends when it is told to")
    func life() throws {
      let process = try daemon(until: "online through")
      let why = try Program.run("why", "--config", config)
      #expect(why.code == 0 && why.output.hasPrefix("Paid access: yes, through 192.168.1.1 on wlan0\n"), "\(why)")
      #expect(try Program.run("gateways", "--config", config).output.contains("open and paid"))
      #expect(try Program.run("sessions", "--config", config).output.hasPrefix("open: "))
      #expect(try Program.run("why", "--json", "--config", config).output.hasPrefix("{\"ok\":true"))
      #expect(
        try Program.run("resume", "nobody", "--config", config).complaints.contains("no gateway is known as 'nobody'"))
      #expect(end(process, SIGTERM) == 0)
      let late = try Program.run("why", "--config", config)
      #expect(late.code == 1 && late.complaints.contains("no daemon answers"), "\(late)")
    }

    @Test("E4, E5: after kill -9 the folder and the socket serve the next life")
    func killed() throws {
      _ = end(try daemon(until: "online through"), SIGKILL)
      let process = try daemon(until: "started")
      #expect(end(process, SIGTERM) == 0)
    }

    @Test("E5: a second daemon in the same folder is refused with a sentence")
    func second() throws {
      let process = try daemon(until: "started")
      let second = try Program.run("run", "--config", config)
      #expect(second.code == 1 && second.complaints.contains("another tollgate works in"), "\(second)")
      #expect(end(process, SIGTERM) == 0)
    }

    @Test("H2: a configuration with mistakes ends with 78 and names their lines; one that isn't there with 66")
    func mistakes() throws {
      try folder.write("{\n \"lnks\": {}\n}", to: "tollgate.json")
      for command in [["run"], ["config", "check"], ["config", "show"]] {
        let run = try Program.run(command + ["--config", config])
        #expect(run.code == 78 && run.complaints.contains("tollgate.json:2:"), "\(run)")
      }
      #expect(try Program.run("run", "--config", config + "x").code == 66)
    }

    @Test("H2: what 'config show' prints is a configuration; keys and schema are explained")
    func showing() throws {
      let shown = try Program.run("config", "show", "--config", config)
      try folder.write(shown.output, to: "shown.json")
      #expect(try Program.run("config", "check", "--config", folder.path + "/shown.json").code == 0)
      #expect(try Program.run("config", "keys").output.contains("purchase.ceilings"))
      #expect(try Program.run("config", "schema").output.contains("$schema"))
      #expect(try Program.run("config", "dance").code == 64)
    }
  }
#endif
