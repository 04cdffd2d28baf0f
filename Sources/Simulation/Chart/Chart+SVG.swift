import TollGateCore
import TollGateTrace

extension Chart {
  /// The whole drawing as one file that needs nothing else, for light and dark grounds.
  package var svg: String { ChartDrawing(chart: self).svg }
}

/// Lays the panels out, one below the other, over one axis of time.
struct ChartDrawing {
  let chart: Chart
  let time: ChartScale
  static let (left, right, width): (Int64, Int64, Int64) = (92, 28, 1000)
  static let (top, laneHeight, leftHeight, moneyHeight, space): (Int64, Int64, Int64, Int64, Int64) = (
    96, 130, 64, 90, 44
  )

  init(chart: Chart) {
    self.chart = chart
    let pixels = ChartDrawing.width - ChartDrawing.left - ChartDrawing.right
    time = ChartScale(greatest: chart.end.nanoseconds, pixels: pixels)
  }

  private var laneSpan: Int64 { Self.laneHeight + 26 + Self.leftHeight + Self.space }
  private var bottom: Int64 { Self.top + Int64(chart.lanes.count) * laneSpan + Self.moneyHeight }

  var svg: String {
    var out = SVGWriter()
    let size = [("width", "\(Self.width)"), ("height", "\(bottom + 54)")]
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    out.open(
      "svg",
      [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(Self.width) \(bottom + 54)"), ("role", "img")] + size
    )
    out.raw("<title>\(SVGWriter.escaped(chart.title))</title>\n<style>\n\(Self.style)</style>\n")
    out.element("rect", [("class", "ground"), ("width", "100%"), ("height", "100%")])
    out.label(shortTitle, x: "\(Self.left)", y: "30", [("class", "title")])
    legend(&out)
    gaps(&out)
    for (index, lane) in chart.lanes.enumerated() {
      draw(lane, y: Self.top + Int64(index) * laneSpan, &out)
    }
    money(y: bottom - Self.moneyHeight, &out)
    hours(&out)
    out.close("svg")
    return out.text
  }

  /// As much of the title as fits in one line; the rest is in its tooltip.
  private var shortTitle: String { chart.title.count <= 84 ? chart.title : chart.title.prefix(83) + "…" }

  func x(_ at: Instant) -> String { ChartScale.text(Self.left * 10 + time.tenths(at.nanoseconds)) }

  func y(_ value: Int64, _ scale: ChartScale, from y: Int64) -> String {
    ChartScale.text((y + scale.pixels) * 10 - scale.tenths(value))
  }

  private func legend(_ out: inout SVGWriter) {
    var x = Self.left
    for (name, words, width) in [
      ("total", "allotment", 104), ("used", "used", 72), ("rest", "left", 66), ("paid", "payment", 94),
      ("blind", "payment without service", 190), ("gap", "no access", 90),
    ] as [(String, String, Int64)] {
      out.element("rect", [("class", "key \(name)"), ("x", "\(x)"), ("y", "48"), ("width", "14"), ("height", "10")])
      out.label(words, x: "\(x + 20)", y: "57", [("class", "small")])
      x += width
    }
  }

  private func gaps(_ out: inout SVGWriter) {
    out.open("g", [("id", "gaps")])
    for gap in chart.gaps {
      let from = time.tenths(gap.from.nanoseconds)
      let width = max(time.tenths(gap.to.nanoseconds) - from, 10)
      let place = [
        ("class", "gap"), ("x", x(gap.from)), ("y", "\(Self.top)"), ("width", ChartScale.text(width)),
        ("height", "\(bottom - Self.top)"),
      ]
      out.element("rect", place, tip: "\(Wording.clock(gap.from)): no access for \(Wording.interval(gap.length))")
    }
    out.close("g")
  }

  var times: [Int64] { time.marks(ChartScale.nanoseconds, atMost: 12) }

  /// The axis of time.
  private func hours(_ out: inout SVGWriter) {
    out.open("g", [("id", "time")])
    for mark in times {
      let place = x(Instant(nanoseconds: mark))
      out.element(
        "line", [("class", "grid"), ("x1", place), ("x2", place), ("y1", "\(Self.top)"), ("y2", "\(bottom)")])
      let words = mark == 0 ? "0" : Wording.interval(Interval(nanoseconds: mark))
      out.label(words, x: place, y: "\(bottom + 18)", [("class", "small"), ("text-anchor", "middle")])
    }
    out.label("simulated time", x: "\(Self.width - Self.right)", y: "\(bottom + 38)", [("class", "faint end")])
    out.close("g")
  }
}
