// The room of TollGateTrace.
