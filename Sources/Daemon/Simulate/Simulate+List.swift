#if Simulation
  extension Simulate {
    func list() -> ExitCode { .fine }
  }
#endif
