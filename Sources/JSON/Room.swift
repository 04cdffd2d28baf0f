// The room of TollGateJSON.
