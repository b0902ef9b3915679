"""The same, looked at when nothing tells the posts of these eight from members' yet: the walks of the last twelve days stay, each
of which waits for some members, and only the text that was posted again and again is put aside."""
from young_logs import case_of


def build(root):
    server = case_of("list_flooded_in_members_names").build(root)
    server.end_at("13:30:00")
    return server
