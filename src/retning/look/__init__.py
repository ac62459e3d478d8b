"""What site and workspace share: page frame, theme and assets."""
