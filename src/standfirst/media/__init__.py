"""Photos: the files, their rights and their renditions."""
