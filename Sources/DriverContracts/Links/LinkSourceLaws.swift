import TollGateCore

extension Laws {
  /// What every `LinkSource` keeps.
  public static let linkSource: [Law<any LinkSourceBench>] = deliveries + attachments + endings

  private static let deliveries: [Law<any LinkSourceBench>] = [
    Law("the first delivery is the start-up scan", "A1") { bench, trial in
      let picture = LinkScene.both(host: 2)
      try await bench.change(to: picture)
      try await trial.watch(bench) { inbox in
        let table = try await trial.delivery(inbox, "the first delivery")
        trial.expect(LinkScene.same(table, picture), "the links as they are: \(picture)", seen: "it was \(table)")
      }
    },
    Law("a change is delivered", "A1", "L2") { bench, trial in
      try await bench.change(to: LinkScene.link(LinkScene.first, host: 2))
      try await trial.watch(bench) { inbox in
        _ = try await trial.delivery(inbox, "the first delivery")
        let picture = LinkScene.link(LinkScene.first, host: 3)
        try await bench.change(to: picture)
        _ = try await trial.delivery(inbox, "the changed links") { LinkScene.same($0, picture) }
      }
    },
    Law("what has not changed is in every delivery", "A1") { bench, trial in
      let still = LinkScene.link(LinkScene.first, host: 2)
      try await bench.change(to: LinkScene.both(host: 2))
      try await trial.watch(bench) { inbox in
        _ = try await trial.delivery(inbox, "the first delivery")
        for host: UInt32 in [3, 4] {
          let picture = LinkScene.both(host: host)
          try await bench.change(to: picture)
          _ = try await trial.delivery(inbox, "a change of another link") { table in
            LinkScene.facts(of: table, on: LinkScene.second) == LinkScene.facts(of: picture, on: LinkScene.second)
          }
        }
        for table in inbox.heard {
          let kept = LinkScene.facts(of: table, on: LinkScene.first) == LinkScene.facts(of: still)
          trial.expect(kept, "the whole table each time", seen: "\(LinkScene.first) was not whole in \(table)")
        }
      }
    },
    Law("after a burst of changes the last state wins", "A1", "A10") { bench, trial in
      try await bench.change(to: LinkScene.both(host: 2))
      let last = LinkScene.both(host: 40)
      let inbox = try await trial.watch(bench) { inbox in
        _ = try await trial.delivery(inbox, "the first delivery")
        for host: UInt32 in 3...39 { try await bench.change(to: LinkScene.both(host: host)) }
        try await bench.change(to: last)
        _ = try await trial.delivery(inbox, "the last state of a burst") { LinkScene.same($0, last) }
      }
      let newest = inbox.heard.last.map { LinkScene.same($0, last) } ?? false
      trial.expect(newest, "the newest delivery to be the last state", seen: "an older one came after it")
    },
  ]

  private static let attachments: [Law<any LinkSourceBench>] = [
    Law("a link made anew has another attachment", "A1", "L12") { bench, trial in
      let picture = LinkScene.link(LinkScene.first, host: 2)
      try await bench.change(to: picture)
      try await trial.watch(bench) { inbox in
        let before = try await trial.delivery(inbox, "the first delivery").attachment(of: LinkScene.first)
        try await bench.change(to: LinkTable())
        try await bench.change(to: picture)
        _ = try await trial.delivery(inbox, "another attachment of the link that was made anew") {
          LinkScene.same($0, picture) && $0.attachment(of: LinkScene.first) != before
        }
      }
    },
    Law("an address or route that changes leaves the attachment alone", "A1", "A9") { bench, trial in
      try await bench.change(to: LinkScene.link(LinkScene.first, host: 2))
      try await trial.watch(bench) { inbox in
        let before = try await trial.delivery(inbox, "the first delivery").attachment(of: LinkScene.first)
        let picture = LinkScene.link(LinkScene.first, host: 3, metric: 50)
        try await bench.change(to: picture)
        let after = try await trial.delivery(inbox, "another address") { LinkScene.same($0, picture) }
        trial.expect(after.attachment(of: LinkScene.first), is: before, "the attachment")
      }
    },
  ]

  private static let endings: [Law<any LinkSourceBench>] = [
    Law("a cancelled run ends, and says nothing but cancelled", "A10") { bench, trial in
      let source = try await bench.make()
      let inbox = Inbox<LinkTable>()
      let ending = try await trial.run {
        await Ending.of { () throws(LinkFailure) in try await source.run { inbox.deliver($0) } }
      } beside: {
        _ = try await trial.delivery(inbox, "the first delivery")
      }
      trial.expect(
        [.returned, .failed(.cancelled)].contains(ending), "an end by return or cancelled", seen: "it \(ending)")
    },
    Law("a run that was cancelled before it began ends", "A10") { bench, trial in
      let source = try await bench.make()
      trial.step("running a source in a cancelled task")
      let ending = try await trial.cancelled {
        await Ending.of { () throws(LinkFailure) in try await source.run { _ in } }
      }
      trial.expect(
        [.returned, .failed(.cancelled)].contains(ending), "an end by return or cancelled", seen: "it \(ending)")
    },
    Law("nothing is delivered after the end", "L15") { bench, trial in
      try await bench.change(to: LinkScene.both(host: 2))
      let old = try await trial.watch(bench) { inbox in
        _ = try await trial.delivery(inbox, "the first delivery")
      }
      let count = old.heard.count
      try await trial.watch(bench) { inbox in
        _ = try await trial.delivery(inbox, "the first delivery of a second source")
        let picture = LinkScene.both(host: 3)
        try await bench.change(to: picture)
        _ = try await trial.delivery(inbox, "a change, by a second source") { LinkScene.same($0, picture) }
      }
      trial.expect(old.heard.count, is: count, "the number of deliveries of the ended run")
    },
    Law("a driver that has ended can be run again, and scans anew", "A1", "A5") { bench, trial in
      try await bench.change(to: LinkScene.both(host: 2))
      let source = try await bench.make()
      var before: Attachment?
      try await trial.watch(source) { inbox in
        before = try await trial.delivery(inbox, "the first delivery").attachment(of: LinkScene.second)
      }
      let picture = LinkScene.link(LinkScene.second, host: 3, metric: 200)
      try await bench.change(to: picture)
      try await trial.watch(source) { inbox in
        let table = try await trial.delivery(inbox, "the first delivery of a second run")
        trial.expect(LinkScene.same(table, picture), "the links as they are now: \(picture)", seen: "it was \(table)")
        trial.expect(table.attachment(of: LinkScene.second), is: before, "the attachment of a link that stayed")
      }
    },
  ]
}

extension Trial {
  @discardableResult
  fileprivate func watch(
    _ bench: any LinkSourceBench, _ experiment: (Inbox<LinkTable>) async throws -> Void
  ) async throws -> Inbox<LinkTable> {
    try await watch(bench.make(), experiment)
  }

  @discardableResult
  fileprivate func watch(
    _ source: any LinkSource, _ experiment: (Inbox<LinkTable>) async throws -> Void
  ) async throws -> Inbox<LinkTable> {
    let inbox = Inbox<LinkTable>()
    _ = try await run {
      let ending = await Ending.of { () throws(LinkFailure) in try await source.run { inbox.deliver($0) } }
      inbox.close()
      return ending
    } beside: {
      try await experiment(inbox)
    }
    return inbox
  }

  func delivery<Value: Sendable>(
    _ inbox: Inbox<Value>, _ what: String, where wanted: @Sendable (Value) -> Bool = { _ in true }
  ) async throws -> Value {
    step("waiting for \(what)")
    guard let value = await inbox.next(where: wanted) else {
      expect(false, what, seen: "the run ended without it, after \(inbox.heard.count) deliveries")
      throw Halt()
    }
    return value
  }
}
