/// A value that can stand in a trace.
package protocol Traced: Hashable, Sendable {
  /// Passes a value through a form. Without a value, the form makes one.
  static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self
}

extension Traced {
  /// Some value of this type, always the same.
  static var blank: Self {
    var form = Blanking()
    return pass(nil, &form)
  }
}

/// A value with named fields: an object.
package protocol TracedRecord: Traced {
  /// Passes each field once, under its name.
  static func fields<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self
}

extension TracedRecord {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try f.open()
    let whole = try fields(it, &f)
    try f.close()
    return whole
  }
}

/// A value of one of several kinds: the kind's name alone, or an object with the name for its only key.
package protocol TracedChoice: Traced {
  /// One value of each kind, by which a reader finds from a name to a kind.
  static var kinds: Kinds<Self> { get }
  /// Passes the name of this value's kind and what belongs to it.
  func walk<F: Form>(_ f: inout F) throws(F.Mistake) -> Self
}

extension TracedChoice {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    let whole = try f.choose(it).walk(&f)
    try f.close()
    return whole
  }
}

/// The kinds of a choice, with the names under which they walk.
package struct Kinds<Value: TracedChoice>: Sendable {
  /// One value of each kind, in the order of the type.
  package let samples: [Value]
  package let names: [String]

  package init(_ samples: [Value]) {
    self.samples = samples
    names = samples.map { sample in
      var form = Blanking()
      _ = sample.walk(&form)
      return form.name
    }
  }

  func sample(named name: String) -> Value? { names.firstIndex(of: name).map { samples[$0] } }
}

/// A value that is written as one text.
package protocol TracedText: Traced {
  /// The one spelling: no other is read.
  var traceText: String { get }
  init?(traceText: String)
  static var example: Self { get }
  /// What a reader should have found, in words.
  static var wanted: String { get }
}

extension TracedText {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.text(it) }
}

/// A value that is one of a few words.
package protocol TracedWord: TracedText, CaseIterable {
  var traceText: String { get }
}

extension TracedWord {
  package init?(traceText: String) {
    guard let known = Self.allCases.first(where: { $0.traceText == traceText }) else { return nil }
    self = known
  }
  package static var example: Self { allCases[allCases.startIndex] }
  package static var wanted: String { "one of: " + allCases.map(\.traceText).joined(separator: ", ") }
}
