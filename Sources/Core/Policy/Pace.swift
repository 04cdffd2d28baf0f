/// The program's rhythm: numbers of the spec that no owner needs to turn.
public enum Pace {
  /// One look at a gateway (B1).
  public static let look = Interval.seconds(5)
  /// The first wait of a gateway's backoff, and the longest (B4).
  public static let firstWait = Interval.seconds(1)
  public static let longestWait = Interval.seconds(60)
  /// Requests to one gateway's root: all, and looks, so that deliveries always find room (B1, B4).
  public static let rootWindow = Interval.seconds(60)
  public static let rootRequests = 6
  public static let looks = 4
  /// Looks begun over all gateways (A10).
  public static let burstWindow = Interval.seconds(10)
  public static let burst = 5
  /// Longest honoured `Retry-After` (B4).
  public static let longestRetryAfter = Interval.minutes(10)
  public static let refresh = Interval.seconds(60)
  public static let missedRefreshes = 3
  /// How old a look may be when a delivery begins (C1).
  public static let freshness = Interval.seconds(5)
  public static let purchaseFloor = Interval.seconds(30)
  /// Connect and answer of one delivery (C4).
  public static let delivery = Interval.seconds(75)
  /// All that one call of a payment provider may ask of a mint (F5).
  public static let mint = Interval.seconds(30)
  public static let budgetHours: Int64 = 24
  /// Resending an unknown payment, asking the mint (C6).
  public static let unknownPoll = Interval.seconds(2)
  public static let firstResend = Interval.seconds(35)
  public static let resends = [Interval.seconds(60), .seconds(120), .seconds(180), .seconds(240), .seconds(300)]
  public static let reluctantResend = Interval.seconds(120)
  public static let beforeInspection = Interval.seconds(70)
  public static let inspectionWait = Interval.seconds(15)
  public static let longestInspectionWait = Interval.seconds(120)
  /// A provider whose settlements of one payment don't add up: how often in a row before it is asked once an hour (C6).
  public static let unsoundAnswers: UInt8 = 3
  public static let unsoundWait = Interval.hours(1)
  public static let heldLimit = Interval.seconds(60)
  /// Claimed spent without credit becomes blind (C6).
  public static let claimGrace = Interval.seconds(60)
  public static let pendingGrace = Interval.minutes(10)
  /// Unknown becomes blind by the seller's own time (C7).
  public static let blindMinutesAnswered: UInt16 = 30
  public static let blindMinutesSilent: UInt16 = 15
  /// Exposure (C7).
  public static let blindRun: UInt8 = 2
  public static let blindPerHour = 4
  public static let exposureDay = Interval.days(1)
  public static let trials = [Interval.hours(1), .hours(4), .days(1)]
  /// Egress after a grant (C9).
  public static let egressChecks = [Interval.zero, .seconds(5), .seconds(15)]
  public static let egressEvery = Interval.seconds(30)
  public static let egressLimit = Interval.seconds(4)
  /// No session, three times over five seconds, not just after a grant (D3).
  public static let vanishAnswers: UInt8 = 3
  public static let vanishSpan = Interval.seconds(5)
  public static let vanishGrace = Interval.seconds(30)
  /// Predicted renewal and reading of meters (D4).
  public static let unmeasuredPurchase = Interval.seconds(2)
  public static let nearPoll = Interval.seconds(1)
  public static let farPoll = Interval.seconds(30)
  public static let near = Interval.seconds(30)
  public static let far = Interval.minutes(10)
  /// Looks without a usage reading before a gateway counts as unmetered (E2).
  public static let usageTries: UInt8 = 3
  public static let usageRetry = Interval.seconds(3)
  /// How long a meter that ran too fast is held against its seller's price (C7).
  public static let meterMemory = Interval.hours(1)
  /// How long an allotment in bytes may run unseen (E2).
  public static let bytesMayRun = Interval.hours(24)
  public static let gatewayMemory = Interval.hours(24)
  public static let gatewaysKept = 256
  public static let keyMemory = Interval.days(30)
  public static let keysKept = 512
  public static let sellersKept = 1024
  public static let grantsKept = 64
  public static let storiesKept = 64
  public static let marksKept = 1024
  /// Balances leave a keyset this long before it expires (K20 asks for seven days).
  public static let rotateBefore = Interval.days(8)
  public static let choreWait = Interval.seconds(30)
  public static let longestChoreWait = Interval.minutes(5)
  public static let choreFee = Sats(10)
  /// Entries of a journal before it is written anew.
  public static let entriesKept = 4096
  public static let journalWait = Interval.seconds(1)
  public static let walletWait = Interval.seconds(10)
}
