import TollGateHTTP

/// The headers for scripts of web pages, as the reference decides on them. It also asks name servers whether a name is a
/// local one; a sandbox asks nobody.
enum CrossOrigin {
  static func fields(_ request: HTTPRequest) -> [HTTPField] {
    var fields = [
      HTTPField("Access-Control-Allow-Headers", "Content-Type, Authorization"),
      HTTPField("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
    ]
    if let origin = request.fields["Origin"], !origin.isEmpty, origin != "null",
      isTrusted(origin, host: request.fields["Host"] ?? "")
    {
      fields += [HTTPField("Access-Control-Allow-Origin", origin), HTTPField("Vary", "Origin")]
    }
    return fields
  }

  private static func isTrusted(_ origin: String, host: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: origin.hasPrefix) else { return false }
    let name = withoutPort(origin.dropFirst(scheme.count))
    return !name.isEmpty && (isLocal(name) || name == withoutPort(host[...]))
  }

  private static func withoutPort(_ authority: Substring) -> Substring {
    if authority.first == "[" { return authority.dropFirst().prefix { $0 != "]" } }
    return authority.prefix { $0 != ":" && $0 != "/" }
  }

  private static func isLocal(_ name: Substring) -> Bool {
    if name == "localhost" || name == "::1" { return true }
    if name.contains(":") { return name.hasPrefix("fd") }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, let first = parts[0], let second = parts[1], parts[2] != nil, parts[3] != nil else {
      return false
    }
    return first == 10 || first == 127 || (first == 192 && second == 168) || (first == 172 && second >> 4 == 1)
  }
}
