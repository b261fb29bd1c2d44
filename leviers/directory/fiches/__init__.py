"""The directory: what structures declare, networks and members, collectivités that joined, people listed."""
