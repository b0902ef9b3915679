"""The same, looked at soon after the botnet: two of yesterday afternoon, who wrote within an hour and were not seen to look, are none of
its seventy."""
from young_logs import case_of


def build(root):
    server = case_of("form_half_behind_cache").build(root)
    server.end_at("13:30:00")
    return server
