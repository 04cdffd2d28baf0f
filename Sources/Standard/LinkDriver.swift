package import TollGateCore
import TollGateLinkWatch
import TollGatePollingDriver

#if Netlink
  import TollGateNetlinkDriver
#endif

/// The kinds of link driver, by the names that the configuration and the command line know.
package enum LinkDriver: String, CaseIterable, Sendable {
  case auto, checked, netlink, polling

  /// `nil` when this build lacks what the kind needs; `auto` then is polling.
  package func make(buffer: UInt64 = 1 << 20, checkingEvery period: Interval = .seconds(30)) -> (any HealthyLinkSource)?
  {
    switch self {
    case .polling: PollingLinkSource()
    #if Netlink
      case .netlink: NetlinkLinkSource(buffer: Int32(clamping: buffer))
      case .checked: LinkDriver.checked(buffer, period)
      case .auto: AutoLinks(LinkDriver.checked(buffer, period), else: PollingLinkSource(), clock: ContinuousClock())
    #else
      case .netlink, .checked: nil
      case .auto: PollingLinkSource()
    #endif
    }
  }

  #if Netlink
    /// The difference must have had its time to settle within the period (A4).
    private static func checked(
      _ buffer: UInt64, _ period: Interval
    ) -> CheckedLinks<NetlinkLinkSource, PollingLinkSource, ContinuousClock> {
      let pace = LinkWatchPace()
      return CheckedLinks(
        NetlinkLinkSource(buffer: Int32(clamping: buffer)),
        besides: PollingLinkSource(every: period - pace.settling * 2), pace: pace,
        clock: ContinuousClock())
    }
  #endif
}
