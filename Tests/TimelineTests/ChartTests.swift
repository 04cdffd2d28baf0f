import Foundation
import Testing
import TollGateCore
import TollGateSimulation

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ChartTests {
  static var chart: Chart {
    var chart = Chart()
    chart.title = "A <day> & its \"bill\""
    chart.end = .start + .hours(1)
    let key = PublicKey(Bytes32(0xF930_8A01_9258_C310, 1, 2, 3))
    var lane = Chart.Lane(seller: SellerID(link: LinkName("wlan0"), key: key), metric: .milliseconds)
    for half in [0, 32] as [Int64] {
      var points: [Chart.Point] = []
      for minute in 0...26 as ClosedRange<Int64> {
        let total = UInt64(minute / 5 + 1) * 300_000
        points.append(Chart.Point(at: .start + .minutes(half + minute), used: UInt64(minute) * 60_000, total: total))
      }
      lane.runs.append(Chart.Run(points: points))
    }
    chart.lanes = [lane]
    chart.payments = stride(from: 0, to: 60, by: 5).map {
      Chart.Spending(at: .start + .minutes($0), sats: Sats(5), served: $0 != 30)
    }
    chart.gaps = [Gap(from: .start + .minutes(27), to: .start + .minutes(32), cause: .reason(.tooDear))]
    return chart
  }

  @Test("I1: the chart is one well-formed file that needs nothing from outside")
  func wellFormed() throws {
    let parser = XMLParser(data: Data(Self.chart.svg.utf8))
    let census = Census()
    parser.delegate = census
    #expect(parser.parse())
    #expect(census.attributes.allSatisfy { !$0.contains("http") || $0 == "http://www.w3.org/2000/svg" })
    #expect(census.elements["script"] == nil && census.elements["image"] == nil)
  }

  @Test("I1: allotment, usage, payments and gaps are all drawn")
  func series() {
    let census = Census()
    let parser = XMLParser(data: Data(Self.chart.svg.utf8))
    parser.delegate = census
    #expect(parser.parse())
    #expect(census.classes["total"] == 2 && census.classes["used"] == 2 && census.classes["rest"] == 2)
    #expect(census.classes["gap"] == 1)
    #expect(census.classes["paid"] == 11 && census.classes["blind"] == 1)
    #expect(census.classes["spent"] == 1)
  }

  @Test("an empty life is drawn too")
  func empty() { #expect(XMLParser(data: Data(Chart().svg.utf8)).parse()) }

  @Test("the same life is the same drawing, byte for byte")
  func same() { #expect(Self.chart.svg == Self.chart.svg) }
}

private final class Census: NSObject, XMLParserDelegate {
  var elements: [String: Int] = [:]
  var classes: [String: Int] = [:]
  var attributes: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes found: [String: String]
  ) {
    elements[name, default: 0] += 1
    attributes += found.values
    if let kind = found["class"] { classes[kind, default: 0] += 1 }
  }
}
