#if CRASH_POINTS
  import Glibc
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
    /// The one that the environment names, looked up once.
    private static let chosen: CrashPoint? = {
      guard let name = unsafe getenv("TOLLGATE_CRASH_AT") else { return nil }
      return CrashPoint(rawValue: unsafe String(cString: name))
    }()
  #endif

  /// Ends the process where it stands, as a loss of power does, if the environment asks for it here.
  package static func pass(_ point: CrashPoint) {
    #if CRASH_POINTS
      if point == chosen { _ = kill(getpid(), SIGKILL) }
    #endif
  }
}
