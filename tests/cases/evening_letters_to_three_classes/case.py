"""She writes to the eighty parents of three classes, reads where she writes, and wrote there on four evenings before. The thieves write to forty."""
import parents_evening


def build(root):
    return parents_evening.school(root, reads=True, parents=80)
