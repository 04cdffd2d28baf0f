#if Cashu
  import TollGateCore

  /// What has happened to money, as the history calls it.
  package enum HistoryKind: String, Hashable, Sendable, CaseIterable {
    case received, sent, takenBack, change, rotation, reclaimed, drained, restored, toppedUp, melted
    /// Proofs of ours that somebody else has spent: another wallet of the same seed, or whoever gave them to us.
    case spentElsewhere
    /// What its own evidence calls forged.
    case forged
  }

  extension HistoryEntry {
    init(
      at wall: Int64, kind: HistoryKind, mint: MintURL, unit: String, amount: UInt64, fee: UInt64 = 0
    ) {
      self.init(at: wall, kind: kind.rawValue, mint: mint, unit: unit, amount: amount, fee: fee, detail: nil)
    }
  }
#endif
