#if Netlink
  import TollGateCore

  /// Numbers out of bytes that may be too few. Netlink's own are in the machine's order, addresses in the network's.
  extension RawSpan {
    func byte(_ offset: Int) -> UInt8? { load(offset) }
    func u16(_ offset: Int) -> UInt16? { load(offset) }
    func u32(_ offset: Int) -> UInt32? { load(offset) }

    private func load<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> Number? {
      guard offset >= 0, byteCount - offset >= MemoryLayout<Number>.size else { return nil }
      return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self)
    }

    private func u64(_ offset: Int) -> UInt64? { load(offset) }

    func address(_ family: AddressFamily) -> IPAddress? {
      switch family {
      case .v4: byteCount == 4 ? u32(0).map { .v4(UInt32(bigEndian: $0)) } : nil
      case .v6:
        if byteCount == 16, let high = u64(0), let low = u64(8) {
          .v6(UInt64(bigEndian: high), UInt64(bigEndian: low))
        } else {
          nil
        }
      }
    }

    var mac: MACAddress? {
      guard byteCount == 6, let high = u16(0), let low = u32(2) else { return nil }
      return MACAddress(UInt64(UInt16(bigEndian: high)) << 32 | UInt64(UInt32(bigEndian: low)))
    }

    /// Up to the zero at its end.
    var text: String {
      var bytes: [UInt8] = []
      for offset in 0..<byteCount {
        guard let byte = byte(offset), byte != 0 else { break }
        bytes.append(byte)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
#endif
