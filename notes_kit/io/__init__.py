"""The outside world, one thing per file: disk, Git, clock."""
