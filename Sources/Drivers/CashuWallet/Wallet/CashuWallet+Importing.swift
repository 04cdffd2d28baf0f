#if Cashu
  package import TollGateCore

  /// What has become of one line of a list of tokens.
  package struct Imported: Equatable, Sendable {
    package enum End: Equatable, Sendable {
      case received(Received)
      case failed(WalletFailure)
      /// No token stands on it.
      case unreadable
    }

    package var line: Int
    package var end: End
  }

  extension CashuWallet {
    /// Takes in every token of the Go module's list. One that can't be taken keeps none of the others waiting, and one that is
    /// here already is not taken twice.
    package func importTokens(
      _ bytes: [UInt8], within limit: Interval, progress: @Sendable (Imported) -> Void = { _ in }
    ) async throws(WalletFailure) -> [Imported] {
      let end = Moment(after: limit)
      var done: [Imported] = []
      for line in RecoveryList(bytes).lines {
        var imported = Imported(line: line.number, end: .unreadable)
        if let token = line.token {
          CrashPoint.pass(.beforeImportNoted)
          do throws(WalletFailure) {
            imported.end = .received(try await fund(token, within: end.left))
          } catch {
            switch error {
            case .store, .cancelled: throw error
            default: imported.end = .failed(error)
            }
          }
          CrashPoint.pass(.afterImportNoted)
        }
        done.append(imported)
        progress(imported)
      }
      return done
    }
  }
#endif
