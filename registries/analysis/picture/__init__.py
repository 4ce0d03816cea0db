"""The history of a unit or a street as a picture: lanes of facts over time, on a page that needs nothing else."""
