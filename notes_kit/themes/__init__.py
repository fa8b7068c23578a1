"""From points to themes to a report value; pure, each claim with its place."""
