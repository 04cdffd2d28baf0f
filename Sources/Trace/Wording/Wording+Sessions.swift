package import TollGateCore

extension Wording {
  func sessionEnd(_ story: SessionStory) -> String {
    let seller = Wording.seller(story.seller)
    let times = story.payments == 1 ? "1 payment" : "\(story.payments) payments"
    let sum = "\(Wording.money(story.spent, story.offer.unit)) in \(times)"
    return "\(Wording.end(story.end)): \(seller), \(Wording.interval(story.ended - story.begun)), \(sum)"
  }

  /// How a session came to its end.
  package static func end(_ end: SessionEnd) -> String {
    switch end {
    case .usedUp: "the allotment is used up"
    case .linkLost: "the link is gone, so ends the session"
    case .vanished: "the gateway knows no session any more"
    case .vanishedEarly: "the gateway dropped the session with much of it left"
    case .keyChanged: "the gateway signs with another key, so ends the session"
    }
  }

  static func cause(_ cause: BlindMark.Cause) -> String {
    switch cause {
    case .blind: "no service came"
    case .short: "less came than was paid for"
    case .vanished: "the session was dropped early"
    case .withoutEgress: "access was paid, and nothing outside ever answered"
    }
  }
}
