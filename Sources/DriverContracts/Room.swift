// The room of TollGateDriverContracts.
