import TollGateCore
import TollGateTrace

extension ChartDrawing {
  func draw(_ lane: Chart.Lane, y: Int64, _ out: inout SVGWriter) {
    let points = lane.runs.flatMap(\.points)
    let most = Int64(clamping: points.reduce(0) { max($0, max($1.total, $1.used)) })
    let most2 = Int64(clamping: points.reduce(0) { max($0, $1.total - min($1.used, $1.total)) })
    out.open("g", [("class", "lane")])
    heading(Wording.seller(lane.seller), y: y - 8, &out)
    let scale = ChartScale(greatest: most, pixels: ChartDrawing.laneHeight)
    axis(scale, y: y, marks: marks(scale, lane.metric, 5), &out)
    for run in lane.runs {
      area(run.points.map { ($0.at, $0.used) }, scale, y, "used", &out)
      steps(run.points.map { ($0.at, $0.total) }, scale, y, "total", &out)
    }
    let below = y + ChartDrawing.laneHeight + 26
    heading("left", y: below - 6, &out)
    let rest = ChartScale(greatest: most2, pixels: ChartDrawing.leftHeight)
    axis(rest, y: below, marks: marks(rest, lane.metric, 3), &out)
    for run in lane.runs {
      area(run.points.map { ($0.at, $0.total - min($0.used, $0.total)) }, rest, below, "rest", &out)
    }
    out.close("g")
  }

  /// Sats spent so far, and each payment.
  func money(y: Int64, _ out: inout SVGWriter) {
    var sum: UInt64 = 0
    let sums = chart.payments.map { payment in
      sum += payment.sats.count
      return (payment.at, sum)
    }
    let scale = ChartScale(greatest: Int64(clamping: sum), pixels: ChartDrawing.moneyHeight)
    out.open("g", [("id", "payments")])
    heading("spent in all: \(sum) sat in \(chart.payments.count) payments", y: y - 8, &out)
    axis(scale, y: y, marks: scale.marks(ChartScale.decimal, atMost: 4).map { ($0, "\($0) sat") }, &out)
    steps([(.start, 0)] + sums + [(chart.end, sum)], scale, y, "spent", &out)
    for (payment, (at, sum)) in zip(chart.payments, sums) {
      let place = [
        ("cx", x(at)), ("cy", self.y(Int64(clamping: sum), scale, from: y)), ("r", payment.served ? "3.5" : "5"),
      ]
      let words = "\(Wording.clock(at)): \(payment.sats.count) sat\(payment.served ? "" : ", no service came")"
      out.element("circle", [("class", payment.served ? "paid" : "blind")] + place, tip: words)
    }
    out.close("g")
  }

  private func heading(_ words: String, y: Int64, _ out: inout SVGWriter) {
    out.label(words, x: "\(ChartDrawing.left)", y: "\(y)", [("class", "small strong")])
  }

  private func marks(_ scale: ChartScale, _ metric: Metric, _ count: Int64) -> [(Int64, String)] {
    let steps = metric == .milliseconds ? ChartScale.milliseconds : ChartScale.decimal
    return scale.marks(steps, atMost: count).map {
      ($0, $0 == 0 ? "0" : Wording.service(UInt64(clamping: $0), of: metric))
    }
  }

  private func axis(_ scale: ChartScale, y: Int64, marks: [(Int64, String)], _ out: inout SVGWriter) {
    for time in times {
      let place = x(Instant(nanoseconds: time))
      let ends = [("y1", "\(y)"), ("y2", "\(y + scale.pixels)")]
      out.element("line", [("class", "grid"), ("x1", place), ("x2", place)] + ends)
    }
    let (from, to) = ("\(ChartDrawing.left)", "\(ChartDrawing.width - ChartDrawing.right)")
    for (value, words) in marks {
      let place = self.y(value, scale, from: y)
      out.element(
        "line", [("class", value == 0 ? "axis" : "grid"), ("x1", from), ("x2", to), ("y1", place), ("y2", place)])
      out.label(words, x: "\(ChartDrawing.left - 8)", y: place, [("class", "small end"), ("dy", "4")])
    }
  }

  private func area(
    _ points: [(Instant, UInt64)], _ scale: ChartScale, _ y: Int64, _ name: String, _ out: inout SVGWriter
  ) {
    guard let first = points.first, let last = points.last else { return }
    let floor = self.y(0, scale, from: y)
    let line = points.map { "L\(x($0.0)) \(self.y(Int64(clamping: $0.1), scale, from: y))" }.joined()
    let path = "M\(x(first.0)) \(floor)\(line)L\(x(last.0)) \(floor)Z"
    out.element("path", [("class", name), ("d", path)])
  }

  /// A value holds until the next one is read.
  private func steps(
    _ points: [(Instant, UInt64)], _ scale: ChartScale, _ y: Int64, _ name: String, _ out: inout SVGWriter
  ) {
    guard let first = points.first else { return }
    let line = points.dropFirst().map { "H\(x($0.0))V\(self.y(Int64(clamping: $0.1), scale, from: y))" }.joined()
    let start = "M\(x(first.0)) \(self.y(Int64(clamping: first.1), scale, from: y))"
    out.element("path", [("class", name), ("d", start + line)])
  }
}
