/// Finds the word that somebody has probably meant.
package enum Spelling {
  /// The candidate with the fewest slips, if there are so few that it is worth saying.
  package static func nearest(_ typed: String, among candidates: [String]) -> String? {
    let allowed = (typed.count + 2) / 3
    return candidates.map { (slips(typed, $0), $0) }.filter { $0.0 <= allowed }.min { $0.0 < $1.0 }?.1
  }

  /// Letters to insert, drop or change (Levenshtein).
  package static func slips(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one), Array(other))
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let kept = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(kept, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
