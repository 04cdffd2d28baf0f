import Testing
import TollGateCashu

@Suite struct RefusalTests {
  @Test(
    "A refusal is understood by its number, or by its words where the number says nothing",
    arguments: [
      (400, #"{"detail":"proofs already spent","code":11001}"#, .spent),
      (400, #"{"detail":"inputs (64) - fees (1) vs outputs (64) are not balanced.","code":11000}"#, .unbalanced),
      (400, #"{"detail":"input amounts (64) less than output amounts (65).","code":11000}"#, .unbalanced),
      (400, #"{"detail":"keyset id unknown.","code":11000}"#, .keysetUnknown),
      (400, #"{"detail":"keyset 00ffffffffffffff unknown","code":0}"#, .keysetUnknown),
      (
        400,
        #"{"detail":"keyset 019aed530a939e59fda748ebd94c1e2f94c7257b60bfe0b9575a4c146f8dbf943f unknown","code":0}"#,
        .keysetUnknown
      ),
      (400, #"{"detail":"quote not found","code":0}"#, .quoteUnknown),
      (400, #"{"detail":"outputs already signed","code":11003}"#, .alreadySigned),
      (400, #"{"detail":"quote not paid","code":20001}"#, .quoteUnpaid),
      (400, #"{"detail":"Signature for mint request invalid","code":20008}"#, .quoteSignatureWrong),
      (400, #"{"detail":"signature threshold not met. 0 < 1.","code":11000}"#, .locked),
      (400, #"{"detail":"no HTLC preimage provided","code":11000}"#, .locked),
      (400, #"{"detail":"3","code":0}"#, .other), (400, "nonsense", .other), (400, "", .other),
      (404, #"{"detail":"Not Found"}"#, .outcomeUnknown), (502, "<html>", .outcomeUnknown),
      (422, #"{"detail":[{"type":"too_long","msg":"List should have at most 1000 items"}]}"#, .tooMany),
      (422, #"{"detail":[{"type":"missing","msg":"Field required"}]}"#, .other),
    ] as [(UInt16, String, MintRefusal.Meaning)])
  func meanings(_ status: UInt16, _ body: String, _ meaning: MintRefusal.Meaning) {
    let refusal = MintRefusal(status: status, body: Array(body.utf8))
    #expect(refusal.meaning == meaning)
    #expect(MintRefusal(status: status, body: refusal.body) == refusal)
  }

  @Test("F7: a refusal that repeats the request passes no secret on")
  func secrets() {
    let secret = "acab25c8118a119a347960d0deff14fad3754acab25c8118a119a347960d0dee"
    let echo =
      #"{"detail":[{"type":"missing","loc":["body"],"msg":"Field required","input":{"inputs":[{"secret":"\#(secret)"}]}}]}"#
    let refusal = MintRefusal(status: 422, body: Array(echo.utf8))
    #expect(refusal.text == "Field required")
    for text in ["bad \(secret)!", "cashuB\(secret)", "x=\(secret),"] {
      let refusal = MintRefusal(status: 400, body: Array(#"{"detail":"\#(text)","code":1}"#.utf8))
      #expect(!"\(refusal)".contains("acab25") && refusal.text.contains("•••"))
    }
    let long = MintRefusal(status: 400, code: nil, text: String(repeating: "ab \n", count: 5000))
    #expect(long.text.count <= 200 && !long.text.contains("\n"))
    let marks = MintRefusal(status: 400, code: nil, text: "e" + String(repeating: "\u{301}", count: 50000))
    #expect(marks.text.utf8.count < 1024)
  }
}
