"""The declared tables and columns of a build, and the frames made from them."""
