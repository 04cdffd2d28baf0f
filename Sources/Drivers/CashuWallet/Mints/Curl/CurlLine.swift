#if TLS
  import Synchronization
  import TollGateCore
  import TollGateHTTP
  package import TollGateLinux

  /// The way to libcurl: one thread that begins with the first request, and ends with this object.
  package final class CurlLine: Sendable {
    private let mailbox: Mailbox<CurlMessage>
    private let authorities: String?
    private let libraryName: String
    private let namespace: NetworkNamespace
    private let thread = Mutex<RunningThread?>(nil)

    /// `authorities` is a file of certificates to trust instead of the system's: those of a private authority.
    package init(
      authorities: String? = nil, in namespace: NetworkNamespace = .own, libraryName: String = "libcurl.so.4"
    ) throws(SystemFailure) {
      mailbox = try Mailbox()
      self.authorities = authorities
      self.libraryName = libraryName
      self.namespace = namespace
    }

    /// Nothing is in flight by now: each `send` keeps its line.
    deinit {
      mailbox.post(.end)
      thread.withLock { $0 }?.join()
    }

    /// Names are looked up before the thread hears of it. With a link the connection leaves by that link or not at all.
    func send(
      _ purpose: CurlOrder.Purpose, _ path: String, to address: MintAddress, via link: LinkName? = nil,
      within limit: Interval
    ) async -> CurlOutcome {
      let end = Moment(after: limit)
      var addresses: [IPAddress] = []
      if case .name(let name) = address.host {
        switch await NameLookup.addresses(of: name, within: limit) {
        case .found(let found): addresses = found
        case .failed(.cancelled): return .failure(.cancelled)
        case .failed(let reason): return .failure(.unreachable(.notReached(reason)))
        }
      }
      guard begin() else { return .failure(.unreachable(.notReached(.bindFailed))) }
      let order = CurlOrder(
        purpose: purpose, address: address, path: path, addresses: addresses, link: link, authorities: authorities,
        limit: end.left)
      return await mailbox.ask(cancelling: .cancelled) { .send(order, $0, $1) }
    }

    private func begin() -> Bool {
      thread.withLock { thread in
        if thread == nil {
          let (mailbox, name, namespace) = (mailbox, libraryName, namespace)
          thread = try? RunningThread.begin("tollgate-mints") { CurlLoop.run(mailbox, name, in: namespace) }
        }
        return thread != nil
      }
    }
  }
#endif
