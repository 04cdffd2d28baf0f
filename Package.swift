// swift-tools-version: 6.2
import PackageDescription

/// One list of settings for every Swift target (docs/design.md §1, rule 7).
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func room(_ name: String, _ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: house)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", resources: resources,
    swiftSettings: house)
}

let package = Package(
  name: "tollgate",
  products: [
    .executable(name: "tollgate", targets: ["tollgate"]),
    .library(name: "TollGateCore", targets: ["TollGateCore"]),
    .library(name: "TollGateJSON", targets: ["TollGateJSON"]),
    .library(name: "TollGateCashu", targets: ["TollGateCashu"]),
    .library(name: "TollGateWire", targets: ["TollGateWire"]),
    .library(name: "TollGateHTTP", targets: ["TollGateHTTP"]),
    .library(name: "TollGateSandbox", targets: ["TollGateSandbox"]),
    .library(name: "TollGateNetlinkDriver", targets: ["TollGateNetlinkDriver"]),
    .library(name: "TollGatePollingDriver", targets: ["TollGatePollingDriver"]),
    .library(name: "TollGateDriverContracts", targets: ["TollGateDriverContracts"]),
  ],
  traits: [
    .trait(name: "Netlink", description: "links by libnl; without it, polling alone"),
    .trait(name: "Cashu", description: "the Cashu wallet on SQLite"),
    .trait(name: "TLS", description: "https mints, through libcurl"),
    .trait(name: "StatusPage", description: "the status page and /metrics"),
    .trait(name: "Simulation", description: "the simulator, `tollgate simulate`, fake drivers"),
    .trait(name: "Sandbox", description: "an embedded gateway and mint, for demo and tests"),
    .default(enabledTraits: ["Netlink", "Cashu", "TLS", "StatusPage", "Simulation", "Sandbox"]),
  ],
  targets: [
    room("TollGateCore", "Core"),
    room("TollGateJSON", "JSON"),
    .systemLibrary(name: "CLinux", path: "Sources/CLibraries/CLinux"),
    .systemLibrary(
      name: "CSecp256k1", path: "Sources/CLibraries/CSecp256k1", pkgConfig: "libsecp256k1",
      providers: [.apt(["libsecp256k1-dev"])]),
    room("TollGateCrypto", "Crypto", ["CSecp256k1"]),
    tests("CryptoTests", ["TollGateCrypto"], resources: [.copy("Vectors")]),
    room("TollGateCashu", "Cashu", ["TollGateCrypto", "TollGateJSON"]),
    tests("CashuTests", ["TollGateCashu", "TollGateCrypto", "TollGateJSON"], resources: [.copy("Vectors")]),
    room("TollGateWire", "Wire", ["TollGateCore", "TollGateCrypto", "TollGateJSON"]),
    .target(
      name: "TollGateTranscripts", path: "Tests/Transcripts", resources: [.copy("Vectors")], swiftSettings: house),
    tests("WireTests", ["TollGateWire", "TollGateCore", "TollGateCrypto", "TollGateTranscripts"]),
    .systemLibrary(
      name: "CNetlink", path: "Sources/CLibraries/CNetlink", pkgConfig: "libnl-route-3.0",
      providers: [.apt(["libnl-3-dev", "libnl-route-3-dev"])]),
    room("TollGateLinux", "Linux", ["TollGateCore", "CLinux"]),
    room("TollGateHTTP", "HTTP", ["TollGateCore", "TollGateLinux", "CLinux"]),
    tests("HTTPTests", ["TollGateCore", "TollGateLinux", "TollGateHTTP", "TollGateTestNetwork", "CLinux"]),
    .target(
      name: "TollGateTestNetwork", dependencies: ["TollGateDriverContracts", "TollGateLinux"],
      path: "Tests/TestNetwork", swiftSettings: house),
    room("TollGateHost", "Host", ["TollGateCore", "TollGateJSON", "TollGateTrace", "TollGateLinux", "CLinux"]),
    room(
      "TollGateStandard", "Standard",
      [
        "TollGateHost", "TollGateCore", "TollGateLinux", "TollGateHTTP", "TollGateHTTPProber", "TollGateLinkWatch",
        "TollGatePollingDriver", "TollGateUsageMeters", "TollGateCashuWallet",
        .target(name: "TollGateNetlinkDriver", condition: .when(traits: ["Netlink"])),
        .target(name: "TollGateSimulation", condition: .when(traits: ["Simulation"])),
      ]),
    tests(
      "HostTests",
      [
        "TollGateHost", "TollGateStandard", "TollGateSimulation", "TollGateCore", "TollGateTrace", "TollGateJSON",
        "TollGateLinux", "TollGateDriverContracts", "TollGateTestNetwork",
      ]),
    room("TollGatePollingDriver", "Drivers/PollingDriver", ["TollGateCore", "TollGateLinux", "CLinux"]),
    room(
      "TollGateNetlinkDriver", "Drivers/NetlinkDriver",
      ["TollGateCore", "TollGateLinux", "CLinux", .target(name: "CNetlink", condition: .when(traits: ["Netlink"]))]),
    room("TollGateLinkWatch", "Drivers/LinkWatch", ["TollGateCore", "TollGateLinux"]),
    room("TollGateUsageMeters", "Drivers/UsageMeters", ["TollGateCore"]),
    room(
      "TollGateHTTPProber", "Drivers/HTTPProber",
      ["TollGateCore", "TollGateCrypto", "TollGateWire", "TollGateHTTP"]),
    tests(
      "HTTPProberTests",
      [
        "TollGateCore", "TollGateCrypto", "TollGateWire", "TollGateHTTP", "TollGateLinux", "TollGateHTTPProber",
        "TollGateDriverContracts", "TollGateTestNetwork",
      ]),
    .systemLibrary(
      name: "CSQLite", path: "Sources/CLibraries/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", path: "Sources/CLibraries/CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(
      name: "TollGateCashuWallet",
      dependencies: [
        "TollGateCore", "TollGateJSON", "TollGateCrypto", "TollGateCashu", "TollGateTrace", "TollGateLinux",
        "TollGateHTTP", "CLinux", .target(name: "CSQLite", condition: .when(traits: ["Cashu"])),
        .target(name: "CCurl", condition: .when(traits: ["TLS"])),
      ],
      path: "Sources/Drivers/CashuWallet",
      swiftSettings: house + [.define("CRASH_POINTS", .when(configuration: .debug))]),
    .executableTarget(
      name: "tollgate-wallet-child", dependencies: ["TollGateCashuWallet", "TollGateCore", "TollGateHTTP"],
      path: "Tests/WalletChild",
      swiftSettings: house),
    tests(
      "CashuWalletTests",
      [
        "tollgate-wallet-child",
        "TollGateCore", "TollGateJSON", "TollGateCrypto", "TollGateCashu", "TollGateTrace", "TollGateLinux",
        "TollGateHTTP", "TollGateCashuWallet", "TollGateDriverContracts", "TollGateTestNetwork",
        "TollGateTestMint", "TollGateSandbox",
      ]),
    .target(
      name: "TollGateTestMint",
      dependencies: ["TollGateCore", "TollGateDriverContracts", "TollGateLinux", "TollGateTestNetwork"],
      path: "Tests/TestMint", swiftSettings: house),
    tests("UsageMeterTests", ["TollGateCore", "TollGateDriverContracts", "TollGateUsageMeters"]),
    tests(
      "LinkTests",
      [
        "TollGateCore", "TollGateDriverContracts", "TollGateLinux", "TollGatePollingDriver", "TollGateNetlinkDriver",
        "TollGateLinkWatch", "TollGateTestNetwork", "CLinux",
      ]),
    .target(name: "CBenchmarks", dependencies: ["CSecp256k1"], path: "Benchmarks/C"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "TollGateCore", "TollGateSimulation", "TollGateCrypto", "TollGateCashu", "TollGateWire", "TollGateLinux",
        "TollGateHTTP", "TollGateHTTPProber", "TollGateSandbox", "CSecp256k1", "CBenchmarks",
        .target(name: "TollGateNetlinkDriver", condition: .when(traits: ["Netlink"])),
        .target(name: "TollGateCashuWallet", condition: .when(traits: ["Cashu"])),
      ],
      path: "Benchmarks", exclude: ["C", "nutshell-wallet.py"], swiftSettings: house),
    tests("CoreTests", ["TollGateCore"]),
    tests("JSONTests", ["TollGateJSON", "TollGateTestNetwork"], resources: [.copy("Vectors")]),
    room("TollGateTrace", "Trace", ["TollGateCore", "TollGateJSON"]),
    tests("TraceTests", ["TollGateTrace", "TollGateCore", "TollGateJSON"]),
    room("TollGateSimulation", "Simulation", ["TollGateCore", "TollGateJSON", "TollGateTrace"]),
    room(
      "TollGateSandbox", "Sandbox",
      [
        "TollGateCore", "TollGateJSON", "TollGateCrypto", "TollGateCashu", "TollGateWire", "TollGateLinux",
        "TollGateHTTP", "TollGateTrace",
      ]),
    tests(
      "SandboxTests",
      [
        "TollGateCore", "TollGateJSON", "TollGateCrypto", "TollGateCashu", "TollGateWire", "TollGateLinux",
        "TollGateHTTP", "TollGateTrace", "TollGateSandbox", "TollGateTranscripts", "TollGateTestNetwork",
      ]),
    tests(
      "MarketTests",
      [
        "TollGateCore", "TollGateCrypto", "TollGateWire", "TollGateHTTP", "TollGateLinux", "TollGateHTTPProber",
        "TollGateSandbox", "TollGateTestNetwork",
      ]),
    tests("WordingTests", ["TollGateCore", "TollGateTrace"]),
    tests("TimelineTests", ["TollGateCore", "TollGateSimulation", "TollGateTrace"]),
    tests(
      "DaemonTests",
      [
        "tollgate", "TollGateCore", "TollGateCrypto", "TollGateCashu", "TollGateWire", "TollGateLinux",
        "TollGateHTTP", "TollGateHost", "TollGateTestNetwork", "TollGateCashuWallet", "TollGateDriverContracts",
      ]),
    tests("SimulationTests", ["TollGateCore", "TollGateDriverContracts", "TollGateSimulation"]),
    room("TollGateDriverContracts", "DriverContracts", ["TollGateCore"]),
    tests("DriverContractsTests", ["TollGateDriverContracts", "TollGateCore"]),
    .executableTarget(
      name: "tollgate",
      dependencies: [
        "TollGateCore", "TollGateJSON", "TollGateTrace", "TollGateHTTP", "TollGateHTTPProber", "TollGateHost",
        "TollGateStandard",
        .target(name: "TollGateCashuWallet", condition: .when(traits: ["Cashu"])),
        .target(name: "TollGateSimulation", condition: .when(traits: ["Simulation"])),
        .target(name: "TollGateSandbox", condition: .when(traits: ["Sandbox"])),
        .target(name: "TollGateCrypto", condition: .when(traits: ["Sandbox", "Cashu"])),
        .target(name: "TollGateCashu", condition: .when(traits: ["Sandbox", "Cashu"])),
        .target(name: "TollGateWire", condition: .when(traits: ["Sandbox", "Cashu"])),
        .target(name: "TollGateLinux", condition: .when(traits: ["Sandbox", "Cashu"])),
      ],
      path: "Sources/Daemon", swiftSettings: house),
  ]
)
