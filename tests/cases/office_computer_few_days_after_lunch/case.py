"""The same, looked at after lunch: the last day holds an afternoon, a night and a morning."""
from young_logs import case_of


def build(root):
    server = case_of("office_computer_few_days").build(root)
    server.end_at("14:30:00")
    return server
