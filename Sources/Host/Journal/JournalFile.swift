import CLinux
import Glibc
import TollGateCore
import TollGateLinux

/// The journal's file, as the one thread that writes it sees it.
final class JournalFile {
  private let folder: String
  private var file: Descriptor
  /// Up to here the file is whole and on the disk.
  private var size: Int
  /// A sync has failed: nobody knows what is on the disk, so the file is written anew or not at all (E4).
  private var isAbandoned = false

  private var path: String { folder + "/journal" }
  private var newPath: String { folder + "/journal.new" }

  init(in folder: String) throws(JournalFailure) {
    self.folder = folder
    do throws(SystemFailure) {
      file = try Descriptor(unsafe open(folder + "/journal", O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
      size = try Int(JournalFile.length(of: file))
      if size == 0 {
        try JournalFile.write(JournalRecord.heading, to: file, at: 0)
        try JournalFile.sync(file)
        try JournalFile.sync(folder: folder)
        size = JournalRecord.heading.count
      }
    } catch {
      throw error.code == ENOSPC || error.code == EROFS ? .notWritable : .notReadable
    }
  }

  /// The entries, once a torn tail is cut.
  func replay() throws(JournalFailure) -> JournalReplay {
    do throws(SystemFailure) {
      let bytes = try Descriptor.contents(of: path)
      guard let (entries, good) = JournalRecord.read(bytes) else { throw SystemFailure(code: EBADMSG) }
      if good < bytes.count { try cut(bytes, to: good) }
      size = good
      return JournalReplay(entries: entries, cut: UInt64(bytes.count - good))
    } catch {
      throw .notReadable
    }
  }

  /// What is cut is kept beside the journal, where that can be: a person may want to see it.
  private func cut(_ bytes: [UInt8], to good: Int) throws(SystemFailure) {
    if let torn = try? Descriptor(
      unsafe open(folder + "/journal.torn", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
    {
      try? JournalFile.write(Array(bytes[good...]), to: torn, at: 0)
    }
    guard ftruncate(file.number, good) == 0 else { throw .last }
    try JournalFile.sync(file)
  }

  func append(_ entries: [JournalEntry]) throws(JournalFailure) {
    guard let first = entries.first else { return }
    if case .checkpoint = first.change { return try rewrite(JournalRecord.bytes(of: entries)) }
    if isAbandoned { throw .notDurable }
    let bytes = JournalRecord.bytes(of: entries)
    do throws(SystemFailure) { try JournalFile.write(bytes, to: file, at: size) } catch {
      // Half a record must not stand before the next one.
      if ftruncate(file.number, size) != 0 { isAbandoned = true }
      throw .notWritable
    }
    do throws(SystemFailure) { try JournalFile.sync(file) } catch {
      isAbandoned = true
      throw .notDurable
    }
    size += bytes.count
  }

  /// Everything before a checkpoint goes: a new file takes the place of the old one, whole or not at all.
  private func rewrite(_ record: [UInt8]) throws(JournalFailure) {
    do throws(SystemFailure) { file = try replacement(JournalRecord.heading + record) } catch {
      _ = unsafe unlink(newPath)
      throw .notWritable
    }
    size = JournalRecord.heading.count + record.count
    do throws(SystemFailure) { try JournalFile.sync(folder: folder) } catch {
      // After a loss of power either file may be there: what is written next could be lost with this one.
      isAbandoned = true
      throw .notDurable
    }
    isAbandoned = false
  }

  private func replacement(_ bytes: [UInt8]) throws(SystemFailure) -> Descriptor {
    let new = try Descriptor(unsafe open(newPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600))
    try JournalFile.write(bytes, to: new, at: 0)
    try JournalFile.sync(new)
    guard unsafe rename(newPath, path) == 0 else { throw .last }
    return new
  }
}

extension JournalFile {
  private static func length(of file: borrowing Descriptor) throws(SystemFailure) -> off_t {
    let end = lseek(file.number, 0, SEEK_END)
    guard end >= 0 else { throw .last }
    return end
  }

  private static func write(_ bytes: [UInt8], to file: borrowing Descriptor, at offset: Int) throws(SystemFailure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe pwrite(file.number, buffer.baseAddress?.advanced(by: written), buffer.count - written, offset + written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .last }
      written += count
    }
  }

  private static func sync(_ file: borrowing Descriptor) throws(SystemFailure) {
    guard fdatasync(file.number) == 0 else { throw .last }
  }

  private static func sync(folder: String) throws(SystemFailure) {
    let folder = try Descriptor(unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    guard fsync(folder.number) == 0 else { throw .last }
  }
}
