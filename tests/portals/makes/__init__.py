"""Generated portals of eight makes, of any size, with every trap that a crawler can fall into."""
