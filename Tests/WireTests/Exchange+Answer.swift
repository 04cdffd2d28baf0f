import Testing
import TollGateTranscripts
import TollGateWire

extension Exchange: CustomTestStringConvertible {
  package var testDescription: String { title }
  var gatewayAnswer: GatewayAnswer { GatewayAnswer(status: status, body: answer.body) }
}
