#if Netlink
  import CLinux
  import CNetlink
  import Glibc
  import TollGateLinux

  /// A socket to the kernel's routing tables. The one file of this room that calls libnl's sockets.
  @safe struct NetlinkSocket: ~Copyable {
    private let handle: OpaquePointer

    /// `buffer` is what the kernel may queue for us; `nil` leaves libnl's choice. More than the system's limit is granted
    /// to root alone, and everybody else gets the limit.
    init(groups: [rtnetlink_groups], buffer: Int32?, blocking: Bool) throws(SystemFailure) {
      guard let socket = unsafe nl_socket_alloc() else { throw SystemFailure(code: ENOMEM) }
      do throws(SystemFailure) {
        try unsafe NetlinkSocket.open(socket, groups: groups, buffer: buffer, blocking: blocking)
      } catch {
        unsafe nl_socket_free(socket)
        throw error
      }
      unsafe handle = socket
    }

    private static func open(
      _ socket: OpaquePointer, groups: [rtnetlink_groups], buffer: Int32?, blocking: Bool
    ) throws(SystemFailure) {
      unsafe nl_socket_disable_seq_check(socket)
      unsafe nl_socket_disable_msg_peek(socket)
      try check(unsafe nl_connect(socket, NETLINK_ROUTE))
      try check(unsafe nl_socket_set_msg_buf_size(socket, 1 << 16))
      if let buffer {
        _ = unsafe nl_socket_set_buffer_size(socket, buffer, 0)
        unsafe set(SOL_SOCKET, SO_RCVBUFFORCE, buffer, socket)
      }
      if !blocking { try check(unsafe nl_socket_set_nonblocking(socket)) }
      for group in groups { try check(unsafe nl_socket_add_membership(socket, Int32(group.rawValue))) }
      // Dumps may then be asked for one table only; where the kernel is too old, they are merely longer.
      unsafe set(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1, socket)
    }

    /// What the system refuses here is a convenience.
    private static func set(_ level: Int32, _ option: Int32, _ value: Int32, _ socket: OpaquePointer) {
      var value = value
      _ = unsafe setsockopt(nl_socket_get_fd(socket), level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { unsafe nl_socket_free(handle) }

    var descriptor: Int32 { unsafe nl_socket_get_fd(handle) }

    /// What one look into the socket gave.
    enum Reception: Hashable, Sendable {
      case heard
      /// Somebody else than the kernel has written to us.
      case stranger
      case silence
      /// The kernel had more to say than there was room for.
      case overflow
      case broken(Int32)
    }

    /// Hands over the messages of one datagram, if the kernel sent it.
    func receive(_ read: (RawSpan) -> Void) -> Reception {
      var sender = sockaddr_nl()
      var bytes: UnsafeMutablePointer<UInt8>? = nil
      errno = 0
      let count = unsafe nl_recv(handle, &sender, &bytes, nil)
      let code = errno
      defer { unsafe free(bytes) }
      guard count > 0, let start = unsafe bytes else { return NetlinkSocket.reception(count, code) }
      guard sender.nl_pid == 0 else { return .stranger }
      read(unsafe RawSpan(_unsafeStart: UnsafeRawPointer(start), byteCount: Int(count)))
      return .heard
    }

    private static func reception(_ count: Int32, _ code: Int32) -> Reception {
      switch -count {
      case 0: .broken(EPIPE)
      case Int32(NLE_AGAIN), Int32(NLE_INTR): .silence
      // libnl has one word for "no memory" and "no room in the socket".
      case Int32(NLE_NOMEM) where code == ENOBUFS: .overflow
      default: .broken(code == 0 ? EIO : code)
      }
    }

    /// Asks for a dump.
    func ask(_ question: NetlinkQuestion) throws(SystemFailure) {
      var body = question.body
      let code = unsafe nl_send_simple(handle, question.type, Int32(NLM_F_DUMP), &body, body.count)
      try NetlinkSocket.check(min(code, 0))
    }

    private static func check(_ code: Int32) throws(SystemFailure) {
      guard code < 0 else { return }
      switch -code {
      case Int32(NLE_PERM), Int32(NLE_NOACCESS): throw SystemFailure(code: EPERM)
      case Int32(NLE_OPNOTSUPP), Int32(NLE_AF_NOSUPPORT), Int32(NLE_PROTO_MISMATCH):
        throw SystemFailure(code: EPROTONOSUPPORT)
      default: throw SystemFailure(code: errno == 0 ? EIO : errno)
      }
    }
  }
#endif
