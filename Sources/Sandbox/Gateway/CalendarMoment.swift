import Glibc

/// A moment of the calendar. Gateways date their answers and count their time by its whole seconds.
package struct CalendarMoment: Hashable, Comparable, Sendable {
  /// Since 1970.
  package var nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }
  package init(seconds: Int64) { nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue }

  package static var now: CalendarMoment {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return CalendarMoment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  package var seconds: Int64 { nanoseconds / 1_000_000_000 }

  package static func < (a: CalendarMoment, b: CalendarMoment) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Whole seconds between the two, as a gateway subtracts them; none for a clock that was set back.
  func wholeSeconds(since other: CalendarMoment) -> UInt64 { UInt64(max(seconds - other.seconds, 0)) }

  /// As in `Date:`. Nothing is dated before 1970.
  package var httpDate: String {
    let (days, rest) = max(seconds, 0).quotientAndRemainder(dividingBy: 86_400)
    let (year, month, day) = CalendarMoment.date(daysSince1970: days)
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
    let weekday = CalendarMoment.weekdays[Int((days + 4) % 7)]
    return "\(weekday), \(two(day)) \(CalendarMoment.months[Int(month - 1)]) \(year) \(time) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Years begin in March here, so that the day which some have more comes last.
  private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let days = daysSince1970 + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }
}
