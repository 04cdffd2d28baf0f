// swift-tools-version: 6.2
import PackageDescription

/// SwiftPM names a package that it finds by a path after its folder. Under that name a target sees what is `package` there.
let neighbour = Context.packageDirectory.split(separator: "/").dropLast().last.map { folder in
  String(folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
}

/// One libFuzzer target for each parser; `scripts/fuzz` builds and runs them.
func fuzzer(_ name: String, _ product: String) -> Target {
  .executableTarget(
    name: name, dependencies: [.product(name: product, package: "tollgate")], packageAccess: false,
    swiftSettings: [
      .swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library", "-package-name", neighbour ?? "tollgate"]),
    ])
}

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "tollgate", path: "..")],
  targets: [
    fuzzer("FuzzJSON", "TollGateJSON"),
    fuzzer("FuzzEvent", "TollGateWire"),
    fuzzer("FuzzUsage", "TollGateWire"),
    fuzzer("FuzzVendorElement", "TollGateWire"),
    fuzzer("FuzzHTTP", "TollGateHTTP"),
    fuzzer("FuzzSandbox", "TollGateSandbox"),
    fuzzer("FuzzSandboxMint", "TollGateSandbox"),
    fuzzer("FuzzNetlink", "TollGateNetlinkDriver"),
    fuzzer("FuzzProcTables", "TollGatePollingDriver"),
    fuzzer("FuzzToken", "TollGateCashu"),
    fuzzer("FuzzCBOR", "TollGateCashu"),
    fuzzer("FuzzPaymentRequest", "TollGateCashu"),
    fuzzer("FuzzMintMessage", "TollGateCashu"),
  ]
)
