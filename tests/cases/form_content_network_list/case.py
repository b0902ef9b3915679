"""A robot behind a content network looks at the page each time it enters somebody of a bought list: a third do not exist. The
form is named, nobody is blocked."""
import edges


def build(root):
    server, page = edges.behind_edges(root, 320, lambda number: ("delivered", "greylisted", "unknown")[number % 3],
                                      edges=edges.EDGES[:12], flood="robot")
    server.expect("robot", "form", system_user="radio", domain=edges.SITE, script=page, block=[],
                  spare_origins=edges.EDGES, counts=False)
    return server
