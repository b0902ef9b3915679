"""Access logs in JSON: a log_format of nginx's with escape=json, and Caddy's own."""
import json

from services import BROWSER


def nginx(server, path, site, address, at, target, method="GET", agent=BROWSER, host=None):
    stamp = server.clock.wall(at).isoformat(timespec="seconds")
    record = {"time": stamp, "remote_addr": address, "host": host or site, "request": f"{method} {target} HTTP/2.0",
              "status": "200", "body_bytes_sent": "5120", "http_referer": "-", "http_user_agent": agent}
    server.log_file(path).add(at, json.dumps(record, separators=(",", ":")))


def caddy(server, path, site, address, at, target, method="GET", agent=BROWSER, client=None, headers=None):
    """`address` is connected, for `client`; the client chooses names and values of `headers`."""
    record = {"level": "info", "ts": round(at, 7), "logger": "http.log.access.log0", "msg": "handled request",
              "request": {"remote_ip": address, "remote_port": "40312", "client_ip": client or address, "proto": "HTTP/2.0",
                          "method": method, "host": site, "uri": target,
                          "headers": {**{name: [value] for name, value in (headers or {}).items()}, "User-Agent": [agent]},
                          "tls": {"resumed": False, "version": 772, "cipher_suite": 4865, "proto": "h2", "server_name": site}},
              "bytes_read": 214, "user_id": "", "duration": 0.081, "size": 5120, "status": 200,
              "resp_headers": {"Server": ["Caddy"], "Content-Type": ["text/html; charset=UTF-8"]}}
    server.log_file(path).add(at, json.dumps(record, separators=(",", ":")))
