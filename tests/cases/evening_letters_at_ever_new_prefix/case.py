"""She reads where she writes. The neighbour's thief, who does not, is told from her by that."""
import parents_evening


def build(root):
    return parents_evening.school(root, reads=True)
