"""Server-made SVG charts."""
