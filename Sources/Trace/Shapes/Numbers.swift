package import TollGateCore

extension Bool: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.flag(it) }
}

extension UInt8: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension UInt16: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension UInt32: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension UInt64: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension Int32: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension Int64: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.number(it) }
}

extension Array: Traced where Element: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self { try f.list(it) }
}

extension Sats: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(f.number(it?.count))
  }
}

extension Instant: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(nanoseconds: f.number(it?.nanoseconds))
  }
}

extension Interval: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(nanoseconds: f.number(it?.nanoseconds))
  }
}

extension Attachment: Traced {
  package static func pass<F: Form>(_ it: Self?, _ f: inout F) throws(F.Mistake) -> Self {
    try Self(f.number(it?.number))
  }
}
