extension ChartDrawing {
  /// Shapes first, then colours for light and for dark grounds. Colours stand in plain rules, since some viewers know no
  /// CSS variables; they differ in lightness too, for eyes that don't tell red from green.
  static let style = """
    text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
    .title { font-size: 17px; font-weight: 600; }
    .small, .faint { font-size: 12px; }
    .strong { font-weight: 600; }
    .end { text-anchor: end; }
    .grid { stroke-width: 1; stroke-opacity: .7; }
    .axis { stroke-width: 1; }
    .used, .rest { fill-opacity: .85; }
    .total, .spent { fill: none; stroke-width: 1.7; }
    .paid { stroke-width: 1; }
    .blind { fill: none; stroke-width: 2.5; }
    .gap { fill-opacity: .16; }
    .key.gap { fill-opacity: .35; }
    text { fill: #1f2328; }
    .faint { fill: #656d76; }
    .ground { fill: #ffffff; }
    .grid { stroke: #d8dee4; }
    .axis { stroke: #656d76; }
    .used { fill: #9ec5f4; }
    .rest { fill: #b6a3e8; }
    .total { stroke: #0550ae; }
    .key.total { fill: #0550ae; }
    .spent { stroke: #1a7f37; }
    .paid { fill: #1a7f37; stroke: #ffffff; }
    .blind { stroke: #cf222e; }
    .gap { fill: #cf222e; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .faint { fill: #9198a1; }
      .ground { fill: #0d1117; }
      .grid { stroke: #2b323b; }
      .axis { stroke: #9198a1; }
      .used { fill: #1f4a7d; }
      .rest { fill: #6e5bb0; }
      .total { stroke: #79c0ff; }
      .key.total { fill: #79c0ff; }
      .spent { stroke: #56d364; }
      .paid { fill: #56d364; stroke: #0d1117; }
      .blind { stroke: #ff7b72; }
      .gap { fill: #ff7b72; }
    }

    """
}
