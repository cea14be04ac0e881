"""Speed as ratios against a named peer in the same run; never asserted as seconds."""
