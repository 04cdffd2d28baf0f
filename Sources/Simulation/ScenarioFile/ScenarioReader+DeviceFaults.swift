import TollGateCore
import TollGateJSON
import TollGateTrace

extension ScenarioReader {
  static var mintFaults: [Named<MintFault>] {
    [
      Named("down") { node, fields, _ in fields.interval(node).map { .down($0) } },
      Named("slow") { node, fields, _ in fields.interval(node).map { .slow(.seconds(10), for: $0) } },
      Named("answers lost") { node, fields, _ in fields.number(node, 1...255).map { .answersLost(UInt8($0)) } },
      Named("says pending") { node, fields, _ in fields.interval(node).map { .saysPending($0) } },
      Named("new keyset with fee") { node, fields, _ in fields.number(node, 0...100_000).map { .rotate(feePPK: $0) } },
      Named("oldest keyset expires after") { node, fields, _ in fields.interval(node).map { .expire(after: $0) } },
    ]
  }

  static var deviceFaults: [Named<Fault>] {
    [
      Named("crash") { node, _, reader in crash(node, reader) },
      Named("stopped for") { node, fields, _ in fields.interval(node).map { .stop(downFor: $0) } },
      Named("netlink muted") { node, fields, _ in fields.interval(node).map { .netlinkMuted($0) } },
      Named("journal not writable") { node, fields, _ in fields.interval(node).map { .journal(.notWritable($0)) } },
      Named("wallet not writable") { node, fields, _ in fields.interval(node).map { .wallet(.notWritable($0)) } },
      Named("stray answers") { node, fields, _ in fields.interval(node).map { .strayAnswers(for: $0) } },
      Named("answers slow for") { node, fields, _ in fields.interval(node).map { .slowAnswers(.seconds(3), for: $0) } },
      Named("traffic per second") { node, fields, reader in
        let bytes = fields.text(node, like: "\"2 MB\"").flatMap { QuantityText.bytes($0) }
        if bytes == nil, node.string != nil {
          reader.complaints.add("a size must stand here", at: node.start, hint: "for example \"2 MB\"")
        }
        return bytes.map { .traffic(bytesPerSecond: $0) }
      },
      Named("command") { node, fields, _ in
        fields.choice(node, [("resume", Command.resume(nil)), ("probe now", .probeNow)]).map { .command($0) }
      },
    ]
  }

  private static func crash(_ node: JSONNode, _ reader: ScenarioReader) -> Fault? {
    var fields = Fields(node, "a crash", reader.complaints)
    let points: [(String, Crash.Point)] = [
      ("now", .now), ("at the next write", .atWrite(1)), ("after the first byte", .afterFirstByte),
      ("after the mint accepted", .afterMintAccepted), ("after settled", .afterSettled),
    ]
    let point = fields.choice(fields.optional("when"), points) ?? .now
    let power = fields.flag(fields.optional("loses power")) ?? true
    let down = fields.interval(fields.required("down", like: "\"20 s\""))
    fields.end()
    return down.map { .crash(Crash(point, losesPower: power, downFor: $0)) }
  }
}
