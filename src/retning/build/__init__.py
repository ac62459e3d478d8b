"""From a region's folder and an archive to an edition, one step per part."""
