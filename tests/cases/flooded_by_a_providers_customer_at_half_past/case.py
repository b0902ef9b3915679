"""The same from half past ten: no hour of the clock holds a hundred of the letters."""
from young_logs import case_of


def build(root):
    return case_of("flooded_by_a_providers_customer").build(root, begin="10:30:00")
