"""The same, looked at after lunch, when the last day still holds what came from the old data centre."""
from young_logs import case_of


def build(root):
    server = case_of("sending_service_moves").build(root)
    server.end_at("14:30:00")
    return server
