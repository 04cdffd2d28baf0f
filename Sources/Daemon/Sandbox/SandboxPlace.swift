#if Sandbox
  import TollGateCore
  import TollGateTrace

  /// Where a sandbox listens, as it was typed.
  struct SandboxPlace: Sendable {
    let address: IPAddress
    let link: LinkName?

    init(_ options: Options) throws(UsageMistake) {
      let typed = options.text("address") ?? "127.0.0.1"
      guard let address = IPAddress(traceText: typed) else {
        throw UsageMistake(message: "--address can't be '\(typed)'", hint: "it takes \(IPAddress.wanted)")
      }
      let link = options.text("interface").map { LinkName($0) }
      guard link != nil || address.isV4 || !address.isLinkLocal else {
        throw UsageMistake(message: "\(address) is on every link", hint: "say which one: --interface IF")
      }
      self.address = address
      self.link = link
    }
  }

  extension Options {
    /// The parser has let only such numbers through as a port can be.
    func port(_ name: String) -> UInt16? { number(name).flatMap { UInt16(exactly: $0) } }
  }
#endif
