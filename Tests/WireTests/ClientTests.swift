import Testing
import TollGateCore
import TollGateWire

@Suite struct ClientTests {
  @Test(
    "D3: who we are",
    arguments: [
      (200, "mac=02:00:00:77:00:02", .resolved), (200, "mac=AA:bb:CC:dd:EE:ff\n", .resolved),
      (200, "mac=", .unresolved),
      (200, "mac=\n", .unresolved), (200, "", .unresolved), (500, "", .unresolved), (503, "x", .unresolved),
      (400, #"{"status":0,"error":"x","code":"device-unresolved"}"#, .unresolved), (200, "mac=x", .silent),
      (200, "mac=02:00:00:77:00", .silent), (200, "mac=02:00:00:77:00:02:03", .silent),
      (200, "mac=+2:00:00:77:00:02", .silent),
      (200, "mac=2:0:0:77:0:2", .silent), (200, Golden.advertisement, .silent), (404, "", .silent), (302, "", .silent),
      (429, "", .silent), (200, "MAC=02:00:00:77:00:02", .silent),
    ] as [(UInt16, String, ClientReport.Identity)])
  func identity(_ status: UInt16, _ text: String, _ identity: ClientReport.Identity) {
    #expect(GatewayAnswer(status, text).identity == identity)
  }

  @Test(
    "D3: whether access is open, by the session's state and by the balance",
    arguments: [
      (200, #"{"status":1,"mac":"x","state":"active"}"#, .active, .unknown),
      (200, #"{"status":1,"mac":"x","state":"none"}"#, .none, .unknown),
      (200, #"{"state":"expired"}"#, .none, .unknown),
      (200, #"{"state":"other"}"#, .unknown, .unknown), (200, #"{"state":1}"#, .unknown, .unknown),
      (200, #"{"status":1,"session_active":true}"#, .unknown, .active),
      (200, #"{"status":1,"session_active":false}"#, .unknown, .none),
      (200, #"{"status":0,"session_active":false}"#, .unknown, .unknown),
      (200, #"{"status":1,"session_active":"true"}"#, .unknown, .unknown),
      (200, Golden.advertisement, .unknown, .unknown),
      (500, #"{"status":1,"session_active":true,"state":"active"}"#, .unknown, .unknown),
      (200, "active", .unknown, .unknown),
    ] as [(UInt16, String, ClientReport.Access, ClientReport.Access)])
  func access(_ status: UInt16, _ text: String, _ state: ClientReport.Access, _ balance: ClientReport.Access) {
    #expect(GatewayAnswer(status, text).sessionState == state)
    #expect(GatewayAnswer(status, text).balance == balance)
  }

  @Test("D3: one answer that knows of a session is enough, and no answers say nothing")
  func report() {
    let mac = MACAddress(1)
    let known = GatewayAnswer(status: 200, body: GatewayBody.whoami(mac))
    func state(_ state: GatewayBody.State) -> GatewayAnswer {
      GatewayAnswer(status: 200, body: GatewayBody.sessionState(state, mac: mac))
    }
    let session = GatewayBody.Balance(metric: "bytes", used: 9, allotment: 5, startTime: 1)
    let active = GatewayAnswer(status: 200, body: GatewayBody.balance(session))
    let none = GatewayAnswer(status: 200, body: GatewayBody.balance(nil))
    let reports: [(ClientReport, ClientReport.Access)] = [
      (ClientReport(whoami: known, sessionState: state(.active), balance: none), .active),
      (ClientReport(whoami: known, sessionState: state(.none), balance: active), .active),
      (ClientReport(whoami: known, sessionState: state(.expired), balance: nil), .none),
      (ClientReport(whoami: known, sessionState: GatewayAnswer(200, Golden.advertisement), balance: none), .none),
    ]
    for (report, access) in reports { #expect(report == ClientReport(identity: .resolved, access: access)) }
    let nothing = ClientReport(whoami: nil, sessionState: nil, balance: nil)
    #expect(nothing == ClientReport(identity: .silent, access: .unknown))
    let unresolved = ClientReport(
      whoami: GatewayAnswer(status: 200, body: GatewayBody.whoami(nil)), sessionState: nil, balance: nil)
    #expect(unresolved.identity == .unresolved)
  }

  @Test("the bodies of later gateways are as facts/tollgate.md has them")
  func laterBodies() {
    let text = String(decoding: GatewayBody.sessionState(.expired, mac: Golden.client), as: UTF8.self)
    #expect(text == #"{"status":1,"mac":"aa:bb:cc:dd:ee:ff","state":"expired"}"# + "\n")
    let refusal = GatewayBody.deviceUnresolved("who & where")
    #expect(
      String(decoding: refusal, as: UTF8.self)
        == #"{"status":0,"error":"who \u0026 where","code":"device-unresolved"}"# + "\n")
    #expect(
      GatewayAnswer(status: 400, body: refusal).delivery == .notice(Notice(code: .deviceUnresolved, proof: .plainShape))
    )
    let busy = GatewayAnswer(status: 429, body: GatewayBody.tooManyRequests).delivery
    #expect(busy == .notice(Notice(code: .tooManyRequests, proof: .plainShape)))
    let overrun = GatewayBody.Balance(metric: "bytes", used: 9, allotment: 5, startTime: 1)
    #expect(String(decoding: GatewayBody.balance(overrun), as: UTF8.self).contains(#""remaining":0"#))
  }
}
