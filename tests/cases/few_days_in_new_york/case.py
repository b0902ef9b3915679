"""The server of `few_days_of_logs` stands in New York, where days of UTC end at dinner: the teacher's evenings are still of two days, and the
same thieves are told."""
from young_logs import case_of


def build(root):
    return case_of("few_days_of_logs").build(root, zone="America/New_York")
