#if TLS
  import CCurl
  import Glibc
  import TollGateCore

  // Every unsafe expression about libcurl.

  private typealias Pointer = UnsafeMutableRawPointer

  /// libcurl's functions. It is loaded where the first mint is asked, and the thirty libraries that it needs with it, never
  /// before; and never unloaded.
  @safe struct CurlLibrary: @unchecked Sendable {
    fileprivate let easyInit, easyCleanup, easySet, easyGet, listAppend, listFree: Pointer
    fileprivate let multiInit, multiCleanup, multiAdd, multiRemove, multiPerform, multiPoll, multiRead: Pointer
    /// Only OpenSSL's numbers for what is wrong with a certificate are known here.
    fileprivate let hasOpenSSL: Bool

    /// Nothing if it isn't installed, or is too old to have one of these. It blocks, for some 20 ms.
    init?(_ name: String = "libcurl.so.4") {
      guard let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
      var missing = false
      func find(_ name: String) -> Pointer {
        let found = unsafe dlsym(library, name)
        if unsafe found == nil { missing = true }
        return unsafe found ?? library
      }
      unsafe easyInit = find("curl_easy_init")
      unsafe easyCleanup = find("curl_easy_cleanup")
      unsafe easySet = find("curl_easy_setopt")
      unsafe easyGet = find("curl_easy_getinfo")
      unsafe listAppend = find("curl_slist_append")
      unsafe listFree = find("curl_slist_free_all")
      unsafe multiInit = find("curl_multi_init")
      unsafe multiCleanup = find("curl_multi_cleanup")
      unsafe multiAdd = find("curl_multi_add_handle")
      unsafe multiRemove = find("curl_multi_remove_handle")
      unsafe multiPerform = find("curl_multi_perform")
      unsafe multiPoll = find("curl_multi_poll")
      unsafe multiRead = find("curl_multi_info_read")
      let (begin, version) = unsafe (find("curl_global_init"), find("curl_version_info"))
      guard !missing, unsafe tollgate_curl_global_init(begin) == CURLE_OK else { return nil }
      hasOpenSSL = unsafe tollgate_curl_tls(version).map { unsafe String(cString: $0) }?.hasPrefix("OpenSSL") ?? false
    }
  }

  /// All transfers that are under way. One thread's.
  @safe struct CurlMulti: ~Copyable {
    private let library: CurlLibrary
    private let multi: Pointer

    init?(_ library: CurlLibrary) {
      guard let multi = unsafe tollgate_curl_multi_init(library.multiInit) else { return nil }
      self.library = library
      unsafe self.multi = multi
    }

    /// Each transfer has been removed.
    deinit { unsafe tollgate_curl_multi_cleanup(library.multiCleanup, multi) }

    func add(_ transfer: CurlTransfer) -> Bool {
      unsafe tollgate_curl_multi_add(library.multiAdd, multi, transfer.easy) == CURLM_OK
    }

    func remove(_ transfer: CurlTransfer) {
      _ = unsafe tollgate_curl_multi_remove(library.multiRemove, multi, transfer.easy)
    }

    /// Goes on as far as it gets without waiting.
    func advance() {
      var running: Int32 = 0
      _ = unsafe tollgate_curl_multi_perform(library.multiPerform, multi, &running)
    }

    /// One that is over, among these.
    func nextEnded(among transfers: some Sequence<CurlTransfer>) -> (CurlTransfer, CURLcode)? {
      var left: Int32 = 0
      while let message = unsafe tollgate_curl_multi_read(library.multiRead, multi, &left) {
        guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
        let (easy, code) = unsafe (message.pointee.easy_handle, message.pointee.data.result)
        if let transfer = transfers.first(where: { unsafe $0.easy == easy }) { return (transfer, code) }
      }
      return nil
    }

    /// Until something can go on, or the bell has been rung.
    func wait(for bell: Int32) {
      var other = curl_waitfd(fd: bell, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      _ = unsafe tollgate_curl_multi_poll(library.multiPoll, multi, &other, 1, .max)
    }
  }

  /// One request by libcurl, over a connection of its own: what it needs, and what has come of it so far. One thread's.
  @safe final class CurlTransfer {
    private static let mostHeadBytes = 32 << 10

    private let library: CurlLibrary
    fileprivate let easy: Pointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    private let link: LinkName?
    private let mostBodyBytes: Int
    private(set) var body: [UInt8] = []
    private var headBytes = 0
    private(set) var isTooLarge = false

    /// Nothing where the library does not know an option: none of them may be left out.
    init?(_ order: CurlOrder, _ library: CurlLibrary) {
      guard let easy = unsafe tollgate_curl_easy_init(library.easyInit) else { return nil }
      self.library = library
      unsafe self.easy = easy
      link = order.link
      mostBodyBytes = order.mostBodyBytes
      guard configure(order) else { return nil }
    }

    deinit {
      unsafe tollgate_curl_easy_cleanup(library.easyCleanup, easy)
      while let list = unsafe lists.popLast() { unsafe tollgate_curl_slist_free(library.listFree, list) }
    }

    private func configure(_ order: CurlOrder) -> Bool {
      order.numbers.allSatisfy { option, number in
        unsafe tollgate_curl_set_number(library.easySet, easy, option, number) == CURLE_OK
      }
        && order.texts.allSatisfy { option, text in
          unsafe tollgate_curl_set_pointer(library.easySet, easy, option, text) == CURLE_OK
        }
        && order.lists.allSatisfy { option, lines in set(option, lines) }
        && (order.body.map(setBody) ?? true) && setCallbacks()
    }

    private func set(_ option: CURLoption, _ lines: [String]) -> Bool {
      var list: UnsafeMutablePointer<curl_slist>? = nil
      for line in lines {
        guard let longer = unsafe tollgate_curl_slist_append(library.listAppend, list, line) else { return false }
        unsafe list = longer
      }
      if let list = unsafe list { unsafe lists.append(list) }
      return unsafe tollgate_curl_set_pointer(library.easySet, easy, option, list) == CURLE_OK
    }

    /// The library makes a copy, of as many bytes as it has been told.
    private func setBody(_ body: [UInt8]) -> Bool {
      let size = curl_off_t(body.count)
      guard unsafe tollgate_curl_set_size(library.easySet, easy, CURLOPT_POSTFIELDSIZE_LARGE, size) == CURLE_OK else {
        return false
      }
      return unsafe tollgate_curl_set_pointer(library.easySet, easy, CURLOPT_COPYPOSTFIELDS, body) == CURLE_OK
    }

    /// They are called on the thread that advances the transfer, while it lives.
    private func setCallbacks() -> Bool {
      let me = unsafe Unmanaged.passUnretained(self).toOpaque()
      let places = [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_SOCKOPTDATA].allSatisfy {
        unsafe tollgate_curl_set_pointer(library.easySet, easy, $0, me) == CURLE_OK
      }
      let body = unsafe tollgate_curl_set_taker(library.easySet, easy, CURLOPT_WRITEFUNCTION) { bytes, one, count, me in
        unsafe CurlTransfer.at(me)?.take(UnsafeRawBufferPointer(start: bytes, count: one * count)) ?? 0
      }
      let head = unsafe tollgate_curl_set_taker(library.easySet, easy, CURLOPT_HEADERFUNCTION) { _, one, count, me in
        unsafe CurlTransfer.at(me)?.takeHead(one * count) ?? 0
      }
      let binder = unsafe tollgate_curl_set_binder(library.easySet, easy) { me, socket, _ in
        unsafe CurlTransfer.at(me)?.bind(socket) == true ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
      }
      return places && [body, head, binder].allSatisfy { $0 == CURLE_OK }
    }

    private static func at(_ place: Pointer?) -> CurlTransfer? {
      unsafe place.map { unsafe Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Another number than there were bytes ends the transfer.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard bytes.count <= mostBodyBytes - body.count else {
        isTooLarge = true
        return 0
      }
      unsafe body.append(contentsOf: bytes)
      return bytes.count
    }

    private func takeHead(_ count: Int) -> Int {
      headBytes += count
      isTooLarge = headBytes > Self.mostHeadBytes
      return isTooLarge ? 0 : count
    }

    /// By this link and no other. libcurl's own option would do with an address of the link where it may not bind.
    private func bind(_ socket: Int32) -> Bool {
      guard let link else { return true }
      let name = Array(link.text.utf8)
      guard !name.isEmpty, name.count < Int(IFNAMSIZ), !name.contains(0) else { return false }
      return unsafe setsockopt(socket, SOL_SOCKET, SO_BINDTODEVICE, name, socklen_t(name.count)) == 0
    }

    private func number(_ info: CURLINFO) -> Int {
      var value = 0
      return unsafe tollgate_curl_get_number(library.easyGet, easy, info, &value) == CURLE_OK ? value : 0
    }

    private func size(_ info: CURLINFO) -> Int64 {
      var value: curl_off_t = 0
      return unsafe tollgate_curl_get_size(library.easyGet, easy, info, &value) == CURLE_OK ? Int64(value) : 0
    }

    var status: Int { number(CURLINFO_RESPONSE_CODE) }
    /// Of the last call into the system that failed.
    var systemError: Int32 { Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO)) }
    /// Neither a byte of the head nor of the body was handed to the connection.
    var nothingLeft: Bool { number(CURLINFO_REQUEST_SIZE) == 0 && size(CURLINFO_SIZE_UPLOAD_T) == 0 }
    /// All else about the certificate is right: chains are looked at before dates.
    var isUntimely: Bool {
      let result = number(CURLINFO_SSL_VERIFYRESULT)
      return library.hasOpenSSL
        && [tollgate_certificate_not_yet_valid, tollgate_certificate_expired].map(UInt32.init).contains(
          UInt32(clamping: result))
    }
  }
#endif
