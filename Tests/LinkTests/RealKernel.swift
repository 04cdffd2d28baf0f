import TestNetworks
import Testing

/// Tests that make networks run one after another: the kernel takes its time to make and remove many at once.
@Suite(.serialized, .enabled(if: TestNetwork.isPossible, "\(TestNetwork.need)"), .timeLimit(.minutes(5)))
enum RealKernel {}
