internal import TollGateCore

// The switch over all notes hands each group only its own: what is left over in a group never comes.
extension Note {
  func walkGateway<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .gatewayFound(let gateway): try .gatewayFound(f.payload("gatewayFound", gateway))
    case .gatewayLost(let gateway): try .gatewayLost(f.payload("gatewayLost", gateway))
    case .gatewayStands(let gateway, let reason, let next):
      try f.kind("gatewayStands", Self.self).gatewayStands(
        f("gateway", gateway), f("reason", reason), next: f.maybe("next", next))
    case .offersSkipped(let gateway, let count):
      try f.kind("offersSkipped", Self.self).offersSkipped(f("gateway", gateway), f("count", count))
    case .keyChanged(let place, let was, let now):
      try f.kind("keyChanged", Self.self).keyChanged(f("place", place), was: f("was", was), now: f("now", now))
    case .advertisementChanged(let seller, let compatible):
      try f.kind("advertisementChanged", Self.self).advertisementChanged(
        f("seller", seller), compatible: f("compatible", compatible))
    case .sellerSilent(let seller): try .sellerSilent(f.payload("sellerSilent", seller))
    case .sellerSpeaksAgain(let seller): try .sellerSpeaksAgain(f.payload("sellerSpeaksAgain", seller))
    default: try f.bare("", self)
    }
  }

  func walkSession<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .sessionOpened(let seller, let total, let adopted):
      try f.kind("sessionOpened", Self.self).sessionOpened(
        f("seller", seller), total: f("total", total), adopted: f("adopted", adopted))
    case .sessionCredited(let seller, let total):
      try f.kind("sessionCredited", Self.self).sessionCredited(f("seller", seller), total: f("total", total))
    case .sessionEnded(let story): try .sessionEnded(f.payload("sessionEnded", story))
    case .meterDrift(let seller, let ruling, let checking):
      try f.kind("meterDrift", Self.self).meterDrift(
        f("seller", seller), ruling: f("ruling", ruling), checking: f("checking", checking))
    case .meterTooFast(let seller): try .meterTooFast(f.payload("meterTooFast", seller))
    case .unmetered(let seller): try .unmetered(f.payload("unmetered", seller))
    case .egressProved(let seller): try .egressProved(f.payload("egressProved", seller))
    case .egressOff: try f.bare("egressOff", self)
    case .egressMissing(let seller): try .egressMissing(f.payload("egressMissing", seller))
    case .exposed(let mark): try .exposed(f.payload("exposed", mark))
    case .stopEnded(let seller): try .stopEnded(f.payload("stopEnded", seller))
    default: try f.bare("", self)
    }
  }

  func walkPayment<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .purchaseBegun, .purchaseFailed, .renewalFailed: try walkPurchase(&f)
    case .deliveryBegun(let payment, let attempt):
      try f.kind("deliveryBegun", Self.self).deliveryBegun(f("payment", payment), attempt: f("attempt", attempt))
    case .deliveryAnswered(let payment, let delivery):
      try f.kind("deliveryAnswered", Self.self).deliveryAnswered(f("payment", payment), f("delivery", delivery))
    case .paymentStands(let payment, let service, let money):
      try f.kind("paymentStands", Self.self).paymentStands(
        f("payment", payment), f("service", service), f("money", money))
    case .paymentClosed(let payment, let service, let money, let settlement):
      try f.kind("paymentClosed", Self.self).paymentClosed(
        f("payment", payment), f("service", service), f("money", money), f.maybe("settlement", settlement))
    case .settlementUnsound(let payment, let settlement):
      try f.kind("settlementUnsound", Self.self).settlementUnsound(
        f("payment", payment), f("settlement", settlement))
    case .paymentAdopted(let payment): try .paymentAdopted(f.payload("paymentAdopted", payment))
    case .paymentVoided(let payment): try .paymentVoided(f.payload("paymentVoided", payment))
    default: try f.bare("", self)
    }
  }

  private func walkPurchase<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .purchaseBegun(let payment, let reason, let seller, let steps, let gross):
      try f.kind("purchaseBegun", Self.self).purchaseBegun(
        f("payment", payment), f("purchase", reason), f("seller", seller), steps: f("steps", steps),
        gross: f("gross", gross))
    case .purchaseFailed(let seller, let purchase, let reason):
      try f.kind("purchaseFailed", Self.self).purchaseFailed(
        f("seller", seller), f("purchase", purchase), f("reason", reason))
    case .renewalFailed(let seller, let reason, let left):
      try f.kind("renewalFailed", Self.self).renewalFailed(
        f("seller", seller), f("reason", reason), left: f("left", left))
    default: try f.bare("", self)
    }
  }

  func walkHousehold<F: Form>(_ f: inout F) throws(F.Mistake) -> Self {
    switch self {
    case .choreDone(let chore, let report):
      try f.kind("choreDone", Self.self).choreDone(f("chore", chore), f("report", report))
    case .choreFailed(let chore, let failure):
      try f.kind("choreFailed", Self.self).choreFailed(f("chore", chore), f("failure", failure))
    case .rotationWaitsForClock(let mint): try .rotationWaitsForClock(f.payload("rotationWaitsForClock", mint))
    case .missingCeilings: try f.bare("missingCeilings", self)
    case .journalCut(let bytes):
      try f.kind("journalCut", Self.self).journalCut(bytes: f("bytes", bytes))
    case .journalFailed(let failure): try .journalFailed(f.payload("journalFailed", failure))
    case .journalRecovered: try f.bare("journalRecovered", self)
    case .walletFailed(let failure): try .walletFailed(f.payload("walletFailed", failure))
    case .driverBegun(let driver): try .driverBegun(f.payload("driverBegun", driver))
    case .staleAnswer(let id): try .staleAnswer(f.payload("staleAnswer", id))
    case .impossibleAnswer(let id): try .impossibleAnswer(f.payload("impossibleAnswer", id))
    case .started(let payments):
      try f.kind("started", Self.self).started(payments: f("payments", payments))
    default: try f.bare("", self)
    }
  }
}
