"""File or page to `Document`: values that know their file, line and column."""
