"""What all can see: pages, charts, files and feeds, made from one edition."""
