/// Texts that the tests of the codec share: every framing, and most ways to be wrong.
enum CodecSamples {
  static let responses: [String] = [
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n-1/-1",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\nA;x=\"y\"\r\npedia in\r\n\r\n0\r\nX-Sum: 1\r\n\r\nmore",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n000a \t;q\r\n0123456789\r\n0\r\n\r\n",
    "HTTP/1.0 200 OK\r\nServer: a\r\n\r\nuntil the end",
    "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
    "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\nrest",
    "HTTP/1.1 200\r\nContent-Length: 1, 1\r\nContent-Length: 1\r\n\r\nx",
    "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/login?a=b\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n1\n",
    "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
    "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
    "HTTP/1.1 200 OK\nA: b\n\n",
    "HTTP/1.1 200 OK\r\nA: \u{0}\r\n\r\n",
    "HTTP/2 200\r\n\r\n",
    "<html>not http at all</html>\r\n",
    "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  ]

  static let requests: [String] = [
    "GET / HTTP/1.1\r\nHost: 10.77.0.1:2121\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: [fe80::1]:2121\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\ncashuB1GET / HTTP/1.1\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n",
    "GET /usage HTTP/1.0\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nhOST: a\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost : a\r\n\r\n",
  ]
}
