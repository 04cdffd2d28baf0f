// swift-tools-version: 6.2
import PackageDescription

/// One libFuzzer target for each parser; `scripts/fuzz` builds and runs them.
func fuzzer(_ name: String, _ product: String) -> Target {
  .executableTarget(
    name: name, dependencies: [.product(name: product, package: "tollgate")],
    swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
}

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "tollgate", path: "..")],
  targets: [
    fuzzer("FuzzJSON", "TollGateJSON")
  ]
)
