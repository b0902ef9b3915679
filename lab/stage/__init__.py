"""A real mail and web server on a stage of its own, the people who use it, and the strangers who abuse it."""
