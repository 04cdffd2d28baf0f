import TollGateCore
import TollGateLinkWatch
import TollGatePollingDriver

#if Netlink
  import TollGateNetlinkDriver
#endif

/// The kinds of link driver, by the names that the command line knows.
enum LinkDriver: String, CaseIterable, Sendable {
  case auto, checked, netlink, polling

  /// How often netlink is checked (A4). The difference must have had its time to settle within the period.
  private static let checkPeriod = Interval.seconds(30)

  /// `nil` when this build lacks what the kind needs; `auto` then is polling.
  func make() -> (any HealthyLinkSource)? {
    switch self {
    case .polling: PollingLinkSource()
    #if Netlink
      case .netlink: NetlinkLinkSource()
      case .checked: LinkDriver.checked()
      case .auto: AutoLinks(LinkDriver.checked(), else: PollingLinkSource(), clock: ContinuousClock())
    #else
      case .netlink, .checked: nil
      case .auto: PollingLinkSource()
    #endif
    }
  }

  #if Netlink
    private static func checked() -> CheckedLinks<NetlinkLinkSource, PollingLinkSource, ContinuousClock> {
      let pace = LinkWatchPace()
      return CheckedLinks(
        NetlinkLinkSource(), besides: PollingLinkSource(every: checkPeriod - pace.settling * 2), pace: pace,
        clock: ContinuousClock())
    }
  #endif
}
