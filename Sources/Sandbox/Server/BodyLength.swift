import TollGateHTTP
import TollGateWire

/// What a head says about the body behind it, before a byte of that is read: a gateway takes a mebibyte, and a sandbox
/// with many connections must not be filled up.
enum BodyLength: Hashable, Sendable {
  case fits, tooLong
  /// Nobody says how much will come, or says it in a way that no buyer uses.
  case untold

  init(_ request: HTTPRequest) {
    if request.fields.contains("Transfer-Encoding") {
      self = .untold
    } else if let text = request.fields["Content-Length"] {
      self = Int(text).map { $0 > Purchase.longest ? .tooLong : .fits } ?? .untold
    } else {
      self = .fits
    }
  }
}
