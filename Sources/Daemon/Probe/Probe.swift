import TollGateCore
import TollGateHTTP
import TollGateHTTPProber
import TollGateStandard

/// Looks at one gateway, once, and says what is there. Nothing is paid, and no port-80 request is made.
struct Probe: Sendable {
  let terminal: Terminal
  let asJSON: Bool
  let port: UInt16

  func run(_ aim: ProbeAim) async -> ExitCode {
    guard let links = LinkDriver.auto.make() else { return refuse("this build can't see the links") }
    let table: LinkTable
    do throws(LinkFailure) { table = try await links.firstTable() } catch {
      return refuse("can't see the links: \(error.words)")
    }
    do throws(ProbeAim.Obstacle) {
      let gateway = try aim.gateway(in: table)
      guard let client = try? HTTPClient(userAgent: "tollgate/\(Version.number)") else {
        return refuse("the system has no descriptors or threads to spare")
      }
      return tell(await look(at: gateway, with: client))
    } catch {
      return refuse(error.words)
    }
  }

  private func look(at gateway: GatewayID, with client: HTTPClient) async -> ProbeFindings {
    let prober = HTTPGatewayProber(client, ports: GatewayPorts(service: port))
    let report = await prober.probe(gateway, within: Pace.look)
    var told: ClientReport?
    if case .advertisement = report.offer { told = await prober.clarify(gateway, within: Pace.look) }
    return ProbeFindings(gateway: gateway, port: port, report: report, client: told)
  }

  private func tell(_ findings: ProbeFindings) -> ExitCode {
    terminal.murmur(asJSON ? ProbeJSON.line(findings) + "\n" : ProbeLines(terminal: terminal).text(findings))
    return findings.advertisement == nil ? .failed : .fine
  }

  private func refuse(_ reason: String) -> ExitCode {
    terminal.complain("tollgate: \(reason)")
    return .failed
  }
}
