"""Text on a grid of cells: wrapping, motions, widths."""
