package import TollGateCore
import TollGateJSON
import TollGateTrace

/// One line of the log: one note, for a person or for a program (H4). Notes hold no secret, so lines hold none (F7).
package struct LogLine: Hashable, Sendable {
  package var seconds: Int64
  package var level: LogSettings.Level
  package var text: String
  /// The note itself, as the recorder would write it; a line that is no note has none.
  package var note: [UInt8]?

  package init(_ note: Note, seconds: Int64, now: Instant, ledger: Ledger) {
    self.seconds = seconds
    level = LogLine.level(of: note)
    text = Wording(now: now, ledger: ledger).note(note)
    self.note = Trace.line(note)
  }

  package init(_ text: String, _ level: LogSettings.Level, seconds: Int64) {
    self.seconds = seconds
    self.level = level
    self.text = text
    note = nil
  }

  private static func level(of note: Note) -> LogSettings.Level {
    switch Wording.weight(note) {
    case .detail: .debug
    case .news: .info
    case .trouble: .warning
    }
  }

  /// Without the end of the line. `stamps` is off where somebody else writes the time beside it.
  package func written(as form: LogSettings.Form, stamps: Bool = true) -> String {
    switch form {
    case .human: return (stamps ? CalendarText.utc(seconds) + " " : "") + (level == .info ? "" : "\(level): ") + text
    case .json:
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("time")
      writer.number(seconds)
      writer.key("level")
      writer.string(level.rawValue)
      writer.key("text")
      writer.string(text)
      if let note {
        writer.key("note")
        writer.raw(note[...])
      }
      writer.endObject()
      return writer.text
    }
  }
}

extension LogSettings.Level: Comparable {
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The calendar, without a library for it.
package enum CalendarText {
  /// "2026-11-25 20:39:48Z".
  package static func utc(_ seconds: Int64) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let date = date(days)
    return
      "\(date.year)-\(two(date.month))-\(two(date.day)) \(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Days since 1970 as a date of the Gregorian calendar. Years are counted from March, so that leap days end them.
  private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return (year, month < 10 ? month + 3 : month - 9, day)
  }
}
