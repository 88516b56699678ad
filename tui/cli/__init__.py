"""The commands, one small file each or one for a few that belong together."""
