"""No log tells who reads: her evenings alone know her."""
import parents_evening


def build(root):
    return parents_evening.school(root, reads=False)
