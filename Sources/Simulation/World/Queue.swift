import TollGateCore

/// What is still to come. Two happenings of one moment come in the order in which they were foreseen, so that one seed is
/// one life (K10).
struct Queue<Element: Sendable>: Sendable {
  private struct Key: Sendable {
    var at: Instant
    var sequence: UInt64
    var slot: Int

    func isBefore(_ other: Key) -> Bool { at != other.at ? at < other.at : sequence < other.sequence }
  }

  private var heap: [Key] = []
  /// The elements stay where they are while their small keys move.
  private var slots: [Element?] = []
  private var free: [Int] = []
  private var sequence: UInt64 = 0

  var first: Instant? { heap.first?.at }
  var count: Int { heap.count }

  mutating func add(_ element: Element, at instant: Instant) {
    let slot: Int
    if let reused = free.popLast() {
      slot = reused
      slots[slot] = element
    } else {
      slot = slots.count
      slots.append(element)
    }
    heap.append(Key(at: instant, sequence: sequence, slot: slot))
    sequence += 1
    siftUp(heap.count - 1)
  }

  mutating func next() -> Element? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    free.append(top.slot)
    return slots[top.slot].take()
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    let key = heap[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard key.isBefore(heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = key
  }

  private mutating func siftDown() {
    var parent = 0
    let key = heap[0]
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(key) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = key
  }
}
