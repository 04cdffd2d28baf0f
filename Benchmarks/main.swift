import TollGateCore

// One command prints every figure of the spec's section N that this build can measure, with the machine's noise.
let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "reducer" {
  Report.heading()
  ReducerBenchmark().run()
} else if arguments.first == "simulator" {
  Report.heading()
  SimulatorBenchmark().run()
} else if arguments.first == "wire" {
  Report.heading()
  EventBenchmark().run()
  CurveBenchmark().run()
  CashuBenchmark()?.run()
} else if arguments.first == "probe" {
  Report.heading()
  await ProbeBenchmark.run()
} else if arguments.first == "tokens" {
  Report.heading()
  TokenBenchmark().run()
} else if arguments.first == "wallet" {
  Report.heading()
  await WalletBenchmark.run()
} else if arguments.first == "links" {
  await LinkStormBenchmark.run(arguments.dropFirst())
} else if arguments.first == "watch" {
  await LinkStormBenchmark.watch(arguments.dropFirst())
} else if arguments.first == "compare" {
  let days = arguments.dropFirst().first.flatMap { Int($0) } ?? 20
  RenewalComparison(days: days).run()
} else {
  Report.heading()
  ReducerBenchmark().run()
  SimulatorBenchmark().run()
  EventBenchmark().run()
  CurveBenchmark().run()
  CashuBenchmark()?.run()
  await ProbeBenchmark.run()
  TokenBenchmark().run()
  await WalletBenchmark.run()
  await LinkStormBenchmark.run([])
  print("\nrenewal policies over seeded days: run `Benchmarks compare DAYS` (the long run stands in docs/numbers.md)")
  RenewalComparison(days: 4).run()
}
