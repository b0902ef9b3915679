"""The firm that moved works in Auckland, where days of UTC end at lunch: its first day at the new office is one day."""
from young_logs import case_of


def build(root):
    return case_of("moved_office_then_home").build(root, zone="Pacific/Auckland")
