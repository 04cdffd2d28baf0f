// The room of TollGateSimulation.
