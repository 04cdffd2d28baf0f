package import TollGateCore
import TollGateJSON

/// What `/whoami`, `/session-state` and `/balance` say about us (D3).
extension GatewayAnswer {
  /// To `/whoami`: a gateway that can't tell who we are fails, or leaves the address out. What is not its answer at all says
  /// nothing.
  package var identity: ClientReport.Identity {
    switch status {
    case 200:
      if mac != nil { return .resolved }
      let text = body.prefix(64).trimmed
      return text.isEmpty || text.elementsEqual("mac=".utf8) ? .unresolved : .silent
    case 400, 500...599: return .unresolved
    default: return .silent
    }
  }

  /// To `/whoami`: our hardware address as the gateway sees it; for display only.
  package var mac: MACAddress? {
    guard status == 200, body.count <= 64 else { return nil }
    let text = body.trimmed
    guard text.starts(with: "mac=".utf8) else { return nil }
    let pairs = text.dropFirst(4).split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard pairs.count == 6 else { return nil }
    var bits: UInt64 = 0
    for pair in pairs {
      guard pair.count == 2, let byte = UInt8(String(decoding: pair, as: UTF8.self), radix: 16),
        pair.first != UInt8(ascii: "+")
      else { return nil }
      bits = bits << 8 | UInt64(byte)
    }
    return MACAddress(bits)
  }

  /// To `/session-state`; older gateways send their advertisement instead, which says nothing.
  package var sessionState: ClientReport.Access {
    switch object?["state"]?.string {
    case "active": .active
    case "none", "expired": .none
    default: .unknown
    }
  }

  /// To `/balance`.
  package var balance: ClientReport.Access {
    guard let object, object["status"]?.uint64 == 1, let isActive = object["session_active"]?.bool else {
      return .unknown
    }
    return isActive ? .active : .none
  }

  private var object: JSONNode? {
    guard status == 200 else { return nil }
    return try? JSONReader.read(body, limits: NostrEvent.limits)
  }
}

extension ClientReport {
  /// What three answers come to; `nil` stands for none. If one of them knows of a session, there is one.
  package init(whoami: GatewayAnswer?, sessionState: GatewayAnswer?, balance: GatewayAnswer?) {
    let states = [sessionState?.sessionState, balance?.balance].compactMap { $0 }
    let access: Access = states.contains(.active) ? .active : states.contains(.none) ? .none : .unknown
    self.init(identity: whoami?.identity ?? .silent, access: access)
  }
}
