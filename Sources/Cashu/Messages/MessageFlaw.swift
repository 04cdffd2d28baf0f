/// What is wrong with a mint's message. It names the member and holds no value: values may be secret.
package enum MessageFlaw: Error, Hashable, Sendable {
  case notJSON
  case notAnObject
  case missing(String)
  /// Another type, or a value that can't be meant.
  case wrong(String)
  case repeated(String)
}
