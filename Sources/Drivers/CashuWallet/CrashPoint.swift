#if CRASH_POINTS
  import Glibc
  import Synchronization
#endif

/// A moment at which the power may go: one before and after each write and each send of each operation. The crash matrix
/// kills the process at every one of them (E4).
package enum CrashPoint: String, CaseIterable, Hashable, Sendable {
  case beforeReserve, afterReserve
  case beforeSettle, afterSettle
  case beforeForget, afterForget
  case beforeSwapOpened, afterSwapOpened, beforeSwapSent, afterSwapAnswered, afterSwapFinished
  case beforeSwapUndone, afterSwapUndone
  case beforePaymentMade, afterPaymentMade
  case beforeTakeBackAsked, afterTakeBackAsked, beforeTakeBackOpened, afterTakeBackOpened, beforeTakeBackSent
  case afterTakeBackAnswered, afterTakeBackFinished
  case beforeFundStored, afterFundStored, beforeFundSent, afterFundFinished
  case beforeUncheckedChecked, afterUncheckedChecked
  case beforeSendNoted, afterSendNoted
  case beforeQuoteAsked, afterQuoteAnswered, afterQuoteStored
  case beforeMintOpened, afterMintOpened, beforeMintSent, afterMintAnswered, afterMintFinished
  case beforeMeltOpened, afterMeltOpened, beforeMeltSent, afterMeltAnswered, afterMeltFinished
  case beforeRestoreAsked, afterRestoreAnswered, afterRestoreStored, afterRestoreSwapped
  case beforeReclaimOpened, afterReclaimFinished
  case beforeDrainNoted, afterDrainNoted, afterDrainWritten
  case beforeKeysetsStored, afterKeysetsStored
  case beforeInterrupted, afterInterrupted
  case beforeRecoveryAsked, afterRecoveryAnswered, afterRecoveryFinished
  case beforeImportNoted, afterImportNoted

  #if CRASH_POINTS
    /// What the environment names, looked up once: a point, and after a colon the how manieth time that it is passed.
    private static let chosen: (point: CrashPoint, time: Int)? = {
      guard let named = unsafe getenv("TOLLGATE_CRASH_AT") else { return nil }
      let words = unsafe String(cString: named).split(separator: ":")
      guard let point = words.first.flatMap({ CrashPoint(rawValue: String($0)) }) else { return nil }
      return (point, words.count == 2 ? Int(words[1]) ?? 1 : 1)
    }()
    private static let passed = Atomic(0)
  #endif

  /// Ends the process where it stands, as a loss of power does, if the environment asks for it here.
  package static func pass(_ point: CrashPoint) {
    #if CRASH_POINTS
      guard let chosen, chosen.point == point else { return }
      if passed.add(1, ordering: .relaxed).newValue == chosen.time { _ = kill(getpid(), SIGKILL) }
    #endif
  }
}
