#if Cashu && Sandbox
  import Foundation
  import Synchronization
  import Testing
  import TollGateCashu
  import TollGateCore
  import TollGateHTTP
  import TollGateTestNetwork

  /// A mint, and folders for wallets, for as long as one test needs them. What was said is kept, but for what was asked for as a secret.
  final class WalletHome {
    let folder = Program.scratch("wallets")
    private(set) var mint: SandboxChild
    private let options: [String]
    private(set) var said = ""

    init(_ options: String...) throws {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      self.options = ["mint", "--state", folder + "/mint", "--control-port", "0"] + options
      mint = try SandboxChild(self.options + ["--mint-port", "0"])
    }

    deinit {
      mint.kill()
      try? FileManager.default.removeItem(atPath: folder)
    }

    var url: String { "http://\(mint.places["mint"] as? String ?? "")" }

    /// The same books at the same address.
    func reopenMint() throws {
      let port = try #require(url.split(separator: ":").last)
      mint.kill()
      mint = try SandboxChild(options + ["--mint-port", String(port)])
    }

    func order(_ text: String) async throws {
      let request = HTTPRequest(HTTPMethod("CONTROL"), "/sandbox/control", body: Array(text.utf8))
      let exchange = await (try HTTPClient()).send(
        request, to: try mint.endpoint("control"), via: nil, limits: HTTPLimits(bodyBytes: 1 << 16),
        within: .seconds(60))
      guard case .answered(let response) = exchange.outcome, response.status == 200 else {
        throw TextFailure("the mint takes no orders")
      }
    }

    func path(_ name: String) -> String { folder + "/" + name }

    /// One command in one of the wallets.
    @discardableResult
    func run(
      _ words: String..., wallet: String = "wallet", input: String = "", isSecret: Bool = false
    ) throws -> Program.Run {
      let file = path("input-\(UUID().uuidString)")
      try Data(input.utf8).write(to: URL(fileURLWithPath: file))
      let child = try ChildRun(
        Program.path, ["wallet"] + words + ["--state", path(wallet)], input: FileHandle(forReadingAtPath: file))
      try FileManager.default.removeItem(atPath: file)
      let run = Program.Run(
        code: child.code, output: String(decoding: child.output, as: UTF8.self),
        complaints: String(decoding: child.complaints, as: UTF8.self))
      said += (isSecret ? "" : run.output) + run.complaints
      return run
    }

    /// A command that is killed at a moment with a name.
    func killed(at moment: String, _ words: [String], wallet: String = "wallet") throws {
      let script = #"TOLLGATE_CRASH_AT="$1"; export TOLLGATE_CRASH_AT; shift; exec "$0" wallet "$@""#
      let arguments = ["-c", script, Program.path.path, moment] + words + ["--state", path(wallet)]
      let child = try ChildRun(URL(fileURLWithPath: "/bin/sh"), arguments, input: .nullDevice)
      #expect(child.code == SIGKILL, "\(moment): \(String(decoding: child.complaints, as: UTF8.self))")
    }

    /// What a command says in JSON: one object, on one line.
    func json(_ words: [String], wallet: String = "wallet", isSecret: Bool = false) throws -> NSDictionary {
      let child = try ChildRun(
        Program.path, ["wallet"] + words + ["--json", "--state", path(wallet)], input: .nullDevice)
      let text = String(decoding: child.output, as: UTF8.self)
      said += (isSecret ? "" : text) + String(decoding: child.complaints, as: UTF8.self)
      #expect(text.hasSuffix("\n") && text.count { $0 == "\n" } == 1, "\(words)")
      return try #require(try JSONSerialization.jsonObject(with: child.output) as? NSDictionary)
    }

    /// A wallet with so much in it.
    func fill(_ amount: Int, wallet: String = "wallet") throws {
      let run = try run("topup", "\(amount)", "--mint", url, wallet: wallet)
      #expect(run.code == 0, "\(run.complaints)")
    }

    func send(_ amount: Int, wallet: String = "wallet") throws -> String {
      let run = try run("send", "\(amount)", "--mint", url, wallet: wallet, isSecret: true)
      #expect(run.code == 0 && run.complaints.contains("this token is money"), "\(run.complaints)")
      return run.output.trimmingCharacters(in: .newlines)
    }

    /// The only purse of a wallet.
    func purse(_ wallet: String = "wallet") throws -> [String: Int] {
      let balance = try json(["balance"], wallet: wallet)
      let purse = try #require((balance["purses"] as? [NSDictionary])?.first as? [String: Any])
      return purse.compactMapValues { $0 as? Int }
    }
  }

  struct TextFailure: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }
#endif
